"""The judge: what is true. It imports `term` and exact arithmetic, nothing else.

One door: `judge.judge(statement, limits) -> Verdict`. Behind it two halves that share
no normaliser and no differentiator, so that each can contradict the other; a test
reads their imports.

The prover, `proving/`; its door is `prove.prove(statement, limits) -> Proof | Failure`:
    lower           the entries of vectors and matrices
    expand          definitions put in, derivatives taken: a term in independent symbols
    differentiate   the derivative of a term, by the rules of calculus
    definedness     where a term has a value, as conditions
    quotient        quotients of exact polynomials in numbered generators, within limits
    field           the kernels that the generators stand for, and what is known of them
    normal          the normal form of a term (exponential, sums, nesting, ranges, specials: its harder parts)
    signs, learning the signs a normal form can have, and the facts that say so (lattice; comparing: exponentials,
                    logarithms, roots and numbers, the last by balls in constants)
    bounding        inequalities that signs alone do not show (slopes: from a point where they hold; termwise: sums
                    and expectations; largest: of many; simpler: fewer factors, logarithms, kinds of quantities;
                    plausible: what looks false is not worth a search)
    hypotheses      facts turned into rewriting rules, signs and ranges (solving: the equations)
    settle          one relation, in cases where needed (goals: what is asked, what was found)
    induction       equations between sums, by induction on their length (whole: directly or so; turning: counted up)
    instances       equations for every value of a variable (linear: constants that are sought)
    prove           one function for each kind of step

What terms are worth, `values/`:
    balls, jets     numbers: rationals, else certified balls; truncated Taylor series (kinks: from both sides)
    evaluate        the value of a term at an exact point (worth, evaluate_terms, evaluate_truths, arrays)
    satisfying      whether facts hold at a point
    opaque          what is chosen for quantities of which nothing is known

The refuter, `refuting/`:
    questions       what a statement asks at a point
    points          exact points that satisfy every hypothesis (domains, equations, named_values,
                    roots, ansatz, laws)
    refute          a counterexample, or a point where one side has no value (descent: far out, at a flat minimum)
    holes           where only one side of a claim has a value
    conditions      the condition under which a false claim becomes true
    second          the second checker of every proof

What is decided outright, true or false, `deciding/`:
    numeric         claims about numbers alone, by balls
    limits_at       limits at a point, by leading terms (leading, coefficients; expansion: terms as series)

In the tests, a recorded proof is done again without either half, `replaying/`:
    certificate     what a proof leaves behind: cases, kernels, forms, conditions met
    replay          the cases, the zero difference and each form checked once more
    residues        terms in prime fields where exp and ln are exact (made_of, residue_points)

Beside the door: `screen` (what is refused unseen), `attained` (a strict inequality that is an
equation somewhere), `one_hot`, `distributions` and `redundant` (a statement said otherwise,
or more simply), `layouts` (derivatives that are right but transposed), `facts`, `proof`,
`shown` (normal forms for the reader).

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
