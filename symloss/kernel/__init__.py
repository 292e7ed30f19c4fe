"""The judge: what is true. It imports `term` and exact arithmetic, nothing else.

One door: `judge.judge(statement, limits) -> Verdict`. Behind it two halves that share
no normaliser and no differentiator, so that each can contradict the other.

The prover, `prove.prove(statement, limits) -> Proof | Failure`:
    expand          definitions put in, derivatives taken, arrays lowered to entries
    differentiate   the derivative of a term, by the rules of calculus
    normal          the normal form: a quotient of exact polynomials in kernels
    signs           what is known of the sign of a normal form
    definedness     where a term has a value, as conditions
    hypotheses      facts turned into rewriting rules and signs
    prove           one function per kind of step

The refuter:
    balls, jets     numbers: rationals, else certified balls; truncated Taylor series
    evaluate        the value of a term at an exact point (worth, evaluate_terms, evaluate_truths, arrays)
    questions       what a statement asks at a point
    points          exact points that satisfy every hypothesis (domains, facts, equations, roots, ansatz)
    opaque, laws    what is chosen for quantities of which little or nothing is known
    refute          a counterexample, or a point where one side has no value
    conditions      the condition under which a false claim becomes true
    limits_at       limits at a point, by leading terms (leading)
    second          the second checker of every proof

What both halves agree on:
    - A fact of `scope.domain` in which an index letter occurs only inside subscripts
      (`y_k >= 0`) holds for every value of that letter. A fact that compares indices
      (`i != j`), and every hypothesis of the statement itself (`y_j = 0`), is about the
      indices of the claim.
    - Symbols are real; indices and sizes are positive integers; an index letter with a
      declared index set, or that stands in a subscript, lies in that set.
    - dL/da with a defined (a = sigma(z)) holds `a` as the variable. It has no single
      meaning, hence no verdict, if L is made of what `a` is made of without going
      through `a`; "partial" may hold a shared symbol fixed if L does mention `a`.
    - 0^0 and 0/0 have no value; a^b with a symbolic exponent has one for a > 0, and for
      a = 0 < b; integer powers of any base, negative ones of a base that is not zero.
    - Only alternatives that are chosen have to be defined in `Cases`; a factor 0 does
      not save an undefined factor.
"""
