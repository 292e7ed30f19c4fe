"""What is too large, and what it costs to say so: `python -m benchmarks.limits`.

Each claim is read and judged in a process of its own. The table says the verdict and its
reason, the processor time, and the largest memory of the whole process, interpreter
included. Exit status 1 if one takes more than a second or 300 MB.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from symloss.claims import judge_claim
from symloss.errors import SymlossError
from symloss.kernel.judge import judge
from symloss.term import nodes as n
from symloss.term.scope import Scope
from symloss.term.sorts import matrix, vector
from symloss.term.statement import Identity, Statement

SECONDS, MEGABYTES = 1.0, 300
_X, _ONE = n.Symbol("x"), n.Number(Fraction(1))


def _nested(opening: str, inside: str, closing: str, levels: int) -> str:
    return opening * levels + inside + closing * levels


def _polynomial(terms: int) -> str:
    return " + ".join(f"{i}*x^{i % 60}*y^{i // 60 % 60}" for i in range(1, terms + 1))


@dataclass(frozen=True)
class Monster:
    """A claim that nobody can work out, with what is assumed beside it."""

    text: str = ""
    assume: tuple[str, ...] = ()
    made: Callable[[], n.Relation] | None = None  # a claim that no text is read as, built by hand


def _tall(grow: Callable[[n.Term], n.Term]) -> n.Relation:
    term: n.Term = _X
    for _ in range(10**4):
        term = grow(term)
    return n.Relation("=", term, _X)


def _long() -> n.Relation:
    power = n.Pow(_X, n.Number(Fraction(2)))
    return n.Relation("=", n.Add((power,) * 10**6), _X)  # shared: the term itself takes no memory


def _wide() -> n.Relation:
    size = n.Number(Fraction(10**6))
    moved = n.MatMul((n.Symbol("A", matrix(size, size)), n.Symbol("v", vector(size))))
    return n.Relation("=", n.Norm(moved), n.Norm(n.Symbol("v", vector(size))))


MONSTERS = {
    # the six of the requirement
    "(10^9)!": Monster("factorial(10^9) = x"),
    "9^9^9^9": Monster("9^(9^(9^9)) = x"),
    "a sum up to 10^12": Monster("sum_{k=1..10^12} sin(k) = x"),
    "10^4 nested brackets": Monster(_nested("(", "x", ")", 10**4) + " = x"),
    "(a+b+c+d+e+f)^200": Monster("(a + b + c + d + u + f)^200 = (a + b)^200"),
    "a polynomial with 10^6 terms": Monster(_polynomial(10**6) + " = 0"),
    # their siblings; those that the readers refuse, as terms
    "10^4 negations, as a term": Monster(made=lambda: _tall(n.Neg)),
    "10^4 fractions, as a term": Monster(made=lambda: _tall(lambda x: n.Div(_ONE, n.Add((_ONE, x))))),
    "10^6 monomials, as a term": Monster(made=_long),
    "a factorial of a factorial": Monster("factorial(factorial(factorial(5))) = x"),
    "a binomial of 10^9": Monster("factorial(10^9)/(factorial(5*10^8)*factorial(5*10^8)) = x"),
    "binomial coefficients of 10^9": Monster(r"\binom{10^9}{5 \cdot 10^8} = x"),
    "the Gamma function far out": Monster("Gamma(10^9 + x)/Gamma(x) = x^(10^9)"),
    "a tower below": Monster("2^(-2^(2^(2^(2^2)))) = x"),
    "a tower in the bound of a sum": Monster("sum_{k=1..10^(10^(10^10))} k = x"),
    "a tower as an assumption": Monster("x = y", ("x > 9^(9^(9^9))",)),
    "(1 + 1/n)^n for n = 10^9": Monster("(1 + 1/10^9)^(10^9) = e"),
    "a decimal to 10^9": Monster("1.000000001^(10^9) = e"),
    "1e999999999": Monster("1e999999999 = x"),
    "a product up to 10^12": Monster("prod_{k=1..10^12} (1 + x/k) = x"),
    "a maximum over 10^12": Monster("max_{k=1..10^12} sin(k*x) = 1"),
    "sums in sums up to 10^12": Monster("sum_{k=1..10^12} (sum_{i=1..k} (k*i)^2*sin(k)) = x"),
    "sums 40 deep": Monster("".join(f"sum_{{k{i}=1..n}} " for i in range(40)) + "x = n^39*x"),
    "a sum from -10^12": Monster("sum_{k=-10^12..10^12} k = 0"),
    "10^5 digits": Monster("x = " + "7" * 10**5),
    "90000 digits": Monster("x = " + "7" * 90_000),
    "10^5 decimals": Monster("x = 0." + "7" * 10**5),
    "fractions 10^4 deep": Monster(_nested("1/(1 + ", "x", ")", 10**4) + " = x"),
    "fractions 60 deep": Monster(_nested("1/(1 + ", "x", ")", 60) + " = x"),
    "LaTeX fractions 10^4 deep": Monster(_nested(r"\frac{1}{1 + ", "x", "}", 10**4) + " = x"),
    "LaTeX braces 10^4 deep": Monster(_nested("{", r"\pi", "}", 10**4) + " = x"),
    "10^4 relation signs": Monster(" = ".join(["x"] * 10**4)),
    "10^4 relation signs in LaTeX": Monster(" = ".join([r"\alpha"] * 10**4)),
    "10^5 minus signs": Monster("x = " + "-" * 10**5 + "x"),
    "exponentials 60 deep": Monster(_nested("exp(", "x", ")", 60) + " = 1"),
    "derivatives 12 deep": Monster(_nested("d/dx (", "exp(x*sin(x))", ")", 12) + " = 0"),
    "a derivative of order 10^6": Monster(r"\frac{d^{1000000}}{dx^{1000000}} \sin(x) = \sin(x)"),
    "300 cases": Monster(f"cases({'; '.join(f'x^{i} if x < {i}' for i in range(300))}; 0 otherwise) = x"),
    "40 absolute values": Monster(" + ".join(f"abs(x - {i}*y)" for i in range(40)) + " = 0"),
    "a product of 40 sums": Monster(f"({')*('.join(f'x + {i}*y + z^{i}' for i in range(40))}) = 0"),
    "powers of sums of symbolic length": Monster(r"(\sum_k s_k + \sum_k t_k)^{60} = (\sum_k s_k)^{60}"),
    "x^(10^12)": Monster("(x + y)^(10^12) = x^(10^12) + y^(10^12)"),
    "a matrix of size 10^6": Monster(made=_wide),
    "a vector of size 10^6": Monster(r"\sum_{k=1}^{1000000} s_k^2 = \sum_{k=1}^{1000000} s_k"),
    "10^4 assumptions": Monster("x = y", tuple(f"x > -{i}" for i in range(10**4))),
}


@dataclass(frozen=True)
class Measured:
    """What was said of a monster, why, and the processor time that it took."""

    word: str
    reason: str
    seconds: float


def measured(monster: Monster) -> Measured:
    """Read and judge a monster; a term is made before the clock is started."""
    made = monster.made() if monster.made is not None else None
    start = time.process_time()
    try:
        if made is None:
            verdict = judge_claim(monster.text, monster.assume)[1]
        else:
            verdict = judge(Statement(Scope().declare(_X), Identity(made)))
    except SymlossError as error:
        return Measured("unread", str(error).splitlines()[0], time.process_time() - start)
    return Measured(verdict.word, str(verdict).partition(": ")[2], time.process_time() - start)


def _alone(name: str) -> None:
    """Judge one monster, and print what it took."""
    measured(Monster(r"\alpha = \alpha + 1"))  # what every command loads is not measured
    found = measured(MONSTERS[name])
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps([found.word, found.reason, found.seconds, megabytes]))


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--alone", metavar="NAME", help="judge one of them in this process")
    options = parser.parse_args()
    if options.alone:
        _alone(options.alone)
        return 0
    over = 0
    print(f"{'':34}{'verdict':12}{'s':>6}{'MB':>6}  reason")
    for name in MONSTERS:
        command = [sys.executable, "-m", "benchmarks.limits", "--alone", name]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        word, reason, seconds, megabytes = json.loads(done.stdout)
        over += seconds >= SECONDS or megabytes >= MEGABYTES
        print(f"{name:34}{word:12}{seconds:6.2f}{megabytes:6.0f}  {reason[:90]}")
    print(f"{len(MONSTERS)} in all, {over} above {SECONDS:g} s or {MEGABYTES} MB")
    return int(over > 0)


if __name__ == "__main__":
    sys.exit(main())
