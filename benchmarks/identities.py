"""True claims of scalar calculus (T0) and of sums of symbolic length (T1), by the kinds found in published notes.

They are written by hand in plain notation. Each group declares its names by kind: a
kind is both a fact for the kernel and a way to draw numbers for the separate judge.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from symloss.term.nodes import Number, Range, Symbol, Term
from symloss.term.reader import read
from symloss.term.scope import Definition, Hypothesis, Scope
from symloss.term.sorts import FUNCTION, INDEX, matrix, vector
from symloss.term.statement import Identity, Statement

KINDS: Mapping[str, tuple[str, ...]] = {
    "real": (),
    "positive": ("{0} > 0",),
    "unit": ("0 < {0}", "{0} < 1"),
    "binary": ("{0} in {{0, 1}}",),
    "simplex": ("{0} >= 0", "sum_k {1}_k = 1"),
    "inner": ("{0} > 0", "sum_k {1}_k = 1"),
}


@dataclass(frozen=True)
class Group:
    """Claims about the same names.

    numbers, vectors, matrices: kind -> names (vectors have length K, matrices N x K).
    functions: names of functions nothing is known of. depends: quantity -> what it is
    a function of. where: definitions in order. facts: further facts.
    """

    name: str
    claims: str
    numbers: Mapping[str, str] = field(default_factory=dict)
    vectors: Mapping[str, str] = field(default_factory=dict)
    matrices: Mapping[str, str] = field(default_factory=dict)
    functions: str = ""
    depends: Mapping[str, str] = field(default_factory=dict)
    where: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()

    @property
    def tier(self) -> str:
        """Scalars are T0, sums of symbolic length T1; a module of its own says another."""
        return "T1" if self.vectors or self.matrices else "T0"

    @property
    def scope(self) -> Scope:
        """The names and what is known of them."""
        return _scope(self)

    @property
    def statements(self) -> list[tuple[str, Statement]]:
        """Return each claim with its statement."""
        scope = self.scope
        lines = [line.strip() for line in self.claims.strip().splitlines()]
        return [(line, Statement(scope, Identity(read(line, scope)))) for line in lines if line]


def _scope(group: Group) -> Scope:
    one = Number(Fraction(1))
    sizes = {name: Symbol(name, INDEX) for name in ("K", "N")}
    scope = Scope().declare(*sizes.values())
    for letters, size in (("ijkl", "K"), ("mn", "N")):
        for letter in letters:
            scope = scope.run(Symbol(letter, INDEX), Range(one, sizes[size]))
    for names in group.numbers.values():
        scope = scope.declare(*(Symbol(name) for name in names.split()))
    for names in group.vectors.values():
        scope = scope.declare(*(Symbol(name, vector(sizes["K"])) for name in names.split()))
    for names in group.matrices.values():
        scope = scope.declare(*(Symbol(name, matrix(sizes["N"], sizes["K"])) for name in names.split()))
    scope = scope.declare(*(Symbol(name, FUNCTION) for name in group.functions.split()))
    for text in group.where:
        scope = _defined(text, scope, sizes["K"])
    for name, on in group.depends.items():
        scope = scope.declare(Symbol(name))
        scope = scope.depend(name, *(scope.symbols[n] for n in on.split()))
    for truth in _facts(group):
        scope = scope.suppose(Hypothesis(read(truth, scope)))
    return scope


def _defined(text: str, scope: Scope, size: Term) -> Scope:
    name, body = (part.strip() for part in text.split("=", 1))
    name, _, letter = name.partition("_")
    if not letter:
        scope = scope.declare(Symbol(name))
        return scope.define(Definition(name, read(body, scope)))
    index = Symbol(letter, INDEX)
    scope = scope.declare(Symbol(name, vector(size)))
    return scope.define(Definition(name, read(body, scope), (index,), "indexed"))


def _facts(group: Group) -> list[str]:
    found: list[str] = []
    for kinds, index in ((group.numbers, ""), (group.vectors, "_k"), (group.matrices, "_{n,k}")):
        for kind, names in kinds.items():
            found += [fact.format(f"{name}{index}", name) for name in names.split() for fact in KINDS[kind]]
    return [*found, *group.facts]


SOFTMAX = ("p_k = exp(s_k)/sum_i exp(s_i)",)

GROUPS: tuple[Group, ...] = (
    Group(
        "algebra",
        """
        (x + y)^2 = x^2 + 2*x*y + y^2
        (x - y)*(x + y) = x^2 - y^2
        (x + y)^3 = x^3 + 3*x^2*y + 3*x*y^2 + y^3
        x^3 - y^3 = (x - y)*(x^2 + x*y + y^2)
        x*(y + z) - y*(x - z) = z*(x + y)
        1/(1 + x^2) - 1 = -x^2/(1 + x^2)
        x^2/(1 + x^2) + 1/(1 + x^2) = 1
        (x - y)^2/2 = x^2/2 - x*y + y^2/2
        -(x - y) = y - x
        (2*x - 1)^2 - 1 = 4*x*(x - 1)
        x^4 - 1 = (x - 1)*(x + 1)*(x^2 + 1)
        y*x + (1 - y)*(1 - x) = 1 - x - y + 2*x*y
        (x + y + z)^2 = x^2 + y^2 + z^2 + 2*(x*y + y*z + z*x)
        x/2 + x/3 = 5*x/6
        0.5*x^2 = x^2/2
        (1 + x^2)/(1 + x^2)^2 = 1/(1 + x^2)
        (-x)^3 = -x^3
        (x^2)^3 = x^6
        x*x^2*x^3 = x^6
        (x^4 - y^4)/(x^2 + y^2 + 1) + (y^4 - x^4)/(1 + y^2 + x^2) = 0
        """,
        numbers={"real": "x y z"},
    ),
    Group(
        "fractions",
        """
        (a - y)/(a*(1 - a)) = -y/a + (1 - y)/(1 - a)
        1/(a*(1 - a)) = 1/a + 1/(1 - a)
        (1 - y)/(1 - a) - y/a = (a - y)/(a*(1 - a))
        a/(1 - a) = 1/(1 - a) - 1
        (1 - 2*a)/(a*(1 - a)) = 1/a - 1/(1 - a)
        1/a^2 - 1/(1 - a)^2 = (1 - 2*a)/(a^2*(1 - a)^2)
        y/a - (1 - y)/(1 - a) = (y - a)/(a*(1 - a))
        1 - 1/(1 + a) = a/(1 + a)
        a/b + b/a = (a^2 + b^2)/(a*b)
        (a/b)^2*b = a^2/b
        1/(1/a + 1/b) = a*b/(a + b)
        a^2*(1/a - 1/b) = a - a^2/b
        """,
        numbers={"unit": "a b", "real": "y"},
    ),
    Group(
        "logarithms",
        """
        ln(a*b) = ln(a) + ln(b)
        ln(a/b) = ln(a) - ln(b)
        ln(a^2) = 2*ln(a)
        ln(1/a) = -ln(a)
        ln(sqrt(a)) = ln(a)/2
        ln(a^3*b^2) = 3*ln(a) + 2*ln(b)
        exp(ln(a)) = a
        exp(ln(a) + ln(b)) = a*b
        exp(2*ln(a)) = a^2
        exp(-ln(a)) = 1/a
        a^x = exp(x*ln(a))
        a^(x + 1) = a*a^x
        a^x*b^x = (a*b)^x
        ln(a^x) = x*ln(a)
        (a^x)^2 = a^(2*x)
        a^(-x) = 1/a^x
        ln(exp(x)) = x
        ln(exp(x)*exp(y)) = x + y
        ln(a*exp(x)) = ln(a) + x
        sqrt(a)*sqrt(a) = a
        sqrt(a^2) = a
        1/sqrt(a) = sqrt(a)/a
        a^(1/2) = sqrt(a)
        a^(3/2) = a*sqrt(a)
        ln(2*a) = ln(2) + ln(a)
        ln(4) = 2*ln(2)
        ln(6*a/b) = ln(2) + ln(3) + ln(a) - ln(b)
        exp(x + ln(2)) = 2*exp(x)
        ln(a)/ln(2) - ln(b)/ln(2) = ln(a/b)/ln(2)
        ln(1 + 1/a) = ln(1 + a) - ln(a)
        """,
        numbers={"positive": "a b", "real": "x y"},
    ),
    Group(
        "exponentials",
        """
        exp(x)*exp(-x) = 1
        exp(x + y) = exp(x)*exp(y)
        exp(2*x) = exp(x)^2
        (exp(x))^3*exp(-y) = exp(3*x - y)
        1/(1 + exp(-x)) = exp(x)/(1 + exp(x))
        exp(-x)/(1 + exp(-x)) = 1/(1 + exp(x))
        (exp(x) - exp(-x))*(exp(x) + exp(-x)) = exp(2*x) - exp(-2*x)
        exp(x)/(1 + exp(x))^2 = exp(-x)/(1 + exp(-x))^2
        exp(-(x - y)^2/2) = exp(-x^2/2)*exp(x*y)*exp(-y^2/2)
        exp(x - y)/(1 + exp(x - y)) = exp(x)/(exp(x) + exp(y))
        exp(x/2)*exp(x/2) = exp(x)
        exp((x + y)^2)*exp(-x^2) = exp(2*x*y + y^2)
        """,
        numbers={"real": "x y"},
    ),
    Group(
        "activations",
        """
        sigma(z) = 1/(1 + exp(-z))
        sigma(z) = exp(z)/(1 + exp(z))
        sigma(-z) = 1 - sigma(z)
        1 - sigma(z) = 1/(1 + exp(z))
        sigma(z)*sigma(-z) = sigma(z)*(1 - sigma(z))
        sigma(z)/(1 - sigma(z)) = exp(z)
        ln(sigma(z)/(1 - sigma(z))) = z
        ln(sigma(z)) = -ln(1 + exp(-z))
        ln(sigma(z)) = -softplus(-z)
        ln(1 - sigma(z)) = -softplus(z)
        ln(1 - sigma(z)) = -z - softplus(-z)
        softplus(z) = ln(1 + exp(z))
        softplus(z) - softplus(-z) = z
        softplus(z) = z - ln(sigma(z))
        tanh(z) = 2*sigma(2*z) - 1
        tanh(z) = (exp(z) - exp(-z))/(exp(z) + exp(-z))
        tanh(z) = 2/(1 + exp(-2*z)) - 1
        tanh(z) = sinh(z)/cosh(z)
        tanh(-z) = -tanh(z)
        sigma(z) = (1 + tanh(z/2))/2
        1 - tanh(z)^2 = 1/cosh(z)^2
        cosh(z)^2 - sinh(z)^2 = 1
        cosh(z) + sinh(z) = exp(z)
        sinh(2*z) = 2*sinh(z)*cosh(z)
        cosh(z) = (exp(z) + exp(-z))/2
        ln(cosh(z)) = z + ln(1 + exp(-2*z)) - ln(2)
        logit(sigma(z)) = z
        z*sigma(z) + z*sigma(-z) = z
        sigma(z) - sigma(x) = (exp(z) - exp(x))*sigma(-z)*sigma(-x)
        sigma(z + x) = exp(x)*sigma(z)/(1 + (exp(x) - 1)*sigma(z))
        """,
        numbers={"real": "x z"},
    ),
    Group(
        "derivatives",
        """
        d/dx (x^3) = 3*x^2
        d/dx (x^2 + 3*x + c) = 2*x + 3
        d/dx exp(2*x) = 2*exp(2*x)
        d/dx exp(-x^2/2) = -x*exp(-x^2/2)
        d/dx ln(1 + x^2) = 2*x/(1 + x^2)
        d/dx sin(x) = cos(x)
        d/dx cos(x) = -sin(x)
        d/dx arctan(x) = 1/(1 + x^2)
        d/dx sinh(x) = cosh(x)
        d/dx cosh(x) = sinh(x)
        d/dx tanh(x) = 1 - tanh(x)^2
        d/dx sigma(x) = sigma(x)*(1 - sigma(x))
        d/dx sigma(x) = exp(-x)/(1 + exp(-x))^2
        d/dx softplus(x) = sigma(x)
        d/dx ln(cosh(x)) = tanh(x)
        d/dx sqrt(1 + x^2) = x/sqrt(1 + x^2)
        d/dx (1/(1 + x^2)) = -2*x/(1 + x^2)^2
        d/dx (x*sigma(x)) = sigma(x) + x*sigma(x)*(1 - sigma(x))
        d/dx (x*tanh(softplus(x))) = tanh(softplus(x)) + x*sigma(x)*(1 - tanh(softplus(x))^2)
        d/dx (x*exp(x)) = (1 + x)*exp(x)
        d/dx sigma(c*x) = c*sigma(c*x)*(1 - sigma(c*x))
        d/dx sigma(w*x + c) = w*sigma(w*x + c)*(1 - sigma(w*x + c))
        d/dw sigma(w*x + c) = x*sigma(w*x + c)*(1 - sigma(w*x + c))
        d/dx ((x - c)^2) = 2*(x - c)
        d2/dx2 (x^4) = 12*x^2
        d2/dx2 exp(c*x) = c^2*exp(c*x)
        d2/dx2 ln(cosh(x)) = 1 - tanh(x)^2
        d2/dx2 softplus(x) = sigma(x)*(1 - sigma(x))
        d2/dx2 sigma(x) = sigma(x)*(1 - sigma(x))*(1 - 2*sigma(x))
        d2/dx2 tanh(x) = -2*tanh(x)*(1 - tanh(x)^2)
        d/dx (d/dw (w^2*x^3)) = 6*w*x^2
        d/dx (w*x + c) = w
        d/dx ((w*x - c)^2/2) = w*(w*x - c)
        d/dw ((w*x - c)^2/2) = x*(w*x - c)
        d/dx (sin(x)/(2 + cos(x))) = (1 + 2*cos(x))/(2 + cos(x))^2
        """,
        numbers={"real": "x c w"},
        facts=(),
    ),
    Group(
        "neuron",
        """
        da/dz = a*(1 - a)
        da/dz = exp(-z)/(1 + exp(-z))^2
        dz/dw = x
        dz/db = 1
        da/dw = a*(1 - a)*x
        da/db = a*(1 - a)
        dE/da = a - y
        dE/dz = (a - y)*a*(1 - a)
        dE/dw = (a - y)*a*(1 - a)*x
        dE/dw = dE/da*da/dz*dz/dw
        dE/dw = dE/dz*dz/dw
        dH/da = (a - y)/(a*(1 - a))
        dH/da = -y/a + (1 - y)/(1 - a)
        dH/dz = a - y
        dH/dw = x*(a - y)
        dH/db = a - y
        dH/dw = dH/da*da/dz*dz/dw
        H = softplus(z) - y*z
        H = -y*ln(sigma(z)) - (1 - y)*ln(sigma(-z))
        d2H/dz2 = a*(1 - a)
        d2H/dw2 = x^2*a*(1 - a)
        d2E/dz2 = a*(1 - a)*(a*(1 - a) + (a - y)*(1 - 2*a))
        d/da (y*ln(a)) = y/a
        d/da (-(1 - y)*ln(1 - a)) = (1 - y)/(1 - a)
        d/dz (y*z - softplus(z)) = y - a
        """,
        numbers={"real": "w x b y"},
        where=("z = w*x + b", "a = sigma(z)", "E = (a - y)^2/2", "H = -(y*ln(a) + (1 - y)*ln(1 - a))"),
    ),
    Group(
        "regression",
        """
        d/dz ((z - y)^2) = 2*(z - y)
        d/dz (sqrt(c^2 + (z - y)^2) - c) = (z - y)/sqrt(c^2 + (z - y)^2)
        d/dz (c^2*(sqrt(1 + ((z - y)/c)^2) - 1)) = (z - y)/sqrt(1 + ((z - y)/c)^2)
        d/dz ln(cosh(z - y)) = tanh(z - y)
        d/dz (exp(z) - y*z) = exp(z) - y
        d/dz (z + y*exp(-z)) = 1 - y*exp(-z)
        d/dz (c^2/2*ln(1 + (z - y)^2/c^2)) = (z - y)/(1 + (z - y)^2/c^2)
        d/dz (c^2/2*(1 - exp(-(z - y)^2/c^2))) = (z - y)*exp(-(z - y)^2/c^2)
        d/dz (exp(c*(z - y)) - c*(z - y) - 1) = c*(exp(c*(z - y)) - 1)
        d2/dz2 (exp(z) - y*z) = exp(z)
        d/dc (ln(c) + (z - y)^2/(2*c^2)) = 1/c - (z - y)^2/c^3
        d/dz (ln(c) + (z - y)^2/(2*c^2)) = (z - y)/c^2
        -ln(exp(-(z - y)^2/(2*c^2))/sqrt(2*pi*c^2)) = (z - y)^2/(2*c^2) + ln(c) + ln(2*pi)/2
        d/dz softplus(-y*z) = -y*sigma(-y*z)
        d/dz ln(1 + exp(-y*z)) = -y/(1 + exp(y*z))
        d2/dz2 softplus(-y*z) = y^2*sigma(y*z)*sigma(-y*z)
        d/dz exp(-y*z) = -y*exp(-y*z)
        d/dc (c*ln(c)) = ln(c) + 1
        d/dc sqrt(c) = 1/(2*sqrt(c))
        d/dc (1/c) = -1/c^2
        d/dc (c^y) = y*c^(y - 1)
        d/dy (c^y) = ln(c)*c^y
        """,
        numbers={"real": "z y", "positive": "c"},
    ),
    Group(
        "focal",
        """
        d/dp (-(1 - p)^g*ln(p)) = g*(1 - p)^(g - 1)*ln(p) - (1 - p)^g/p
        d/dp (-(1 - p)^2*ln(p)) = 2*(1 - p)*ln(p) - (1 - p)^2/p
        d/dp (-p^g*ln(1 - p)) = -g*p^(g - 1)*ln(1 - p) + p^g/(1 - p)
        (1 - p)^(g + 1) = (1 - p)*(1 - p)^g
        p^g*p^2 = p^(g + 2)
        ln(p^g*(1 - p)^q) = g*ln(p) + q*ln(1 - p)
        d/dp (p*ln(p) + (1 - p)*ln(1 - p)) = ln(p) - ln(1 - p)
        d2/dp2 (p*ln(p) + (1 - p)*ln(1 - p)) = 1/(p*(1 - p))
        d/dp logit(p) = 1/(p*(1 - p))
        d/dp ln(p/(1 - p)) = 1/p + 1/(1 - p)
        sigma(ln(p/(1 - p))) = p
        d/dp (q*ln(q/p) + (1 - q)*ln((1 - q)/(1 - p))) = (p - q)/(p*(1 - p))
        q*ln(q/p) + (1 - q)*ln((1 - q)/(1 - p)) = q*ln(q) + (1 - q)*ln(1 - q) - q*ln(p) - (1 - q)*ln(1 - p)
        """,
        numbers={"unit": "p q", "positive": "g"},
    ),
    Group(
        "labels",
        """
        y^2 = y
        y*(1 - y) = 0
        (2*y - 1)^2 = 1
        (1 - y)^2 = 1 - y
        (a - y)^2 = y*(1 - a)^2 + (1 - y)*a^2
        a^y*(1 - a)^(1 - y) = y*a + (1 - y)*(1 - a)
        ln(a^y*(1 - a)^(1 - y)) = y*ln(a) + (1 - y)*ln(1 - a)
        y*ln(a) + (1 - y)*ln(1 - a) = ln(y*a + (1 - y)*(1 - a))
        """,
        numbers={"binary": "y", "unit": "a"},
    ),
    Group(
        "opaque",
        """
        d/dx (f(x)*g(x)) = f'(x)*g(x) + f(x)*g'(x)
        d/dx f(g(x)) = f'(g(x))*g'(x)
        d/dx f(c*x) = c*f'(c*x)
        d/dx (f(x)^2) = 2*f(x)*f'(x)
        d/dx exp(f(x)) = f'(x)*exp(f(x))
        d/dx (x*f(x)) = f(x) + x*f'(x)
        d2/dx2 (x*f(x)) = 2*f'(x) + x*f''(x)
        d/dx (f(x) + g(x)) = f'(x) + g'(x)
        d/dx sigma(f(x)) = sigma(f(x))*(1 - sigma(f(x)))*f'(x)
        d/dx ((f(x) - c)^2/2) = (f(x) - c)*f'(x)
        d2/dx2 (f(x)^2/2) = f'(x)^2 + f(x)*f''(x)
        d2/dx2 f(c*x) = c^2*f''(c*x)
        """,
        numbers={"real": "x c"},
        functions="f g",
    ),
    Group(
        "chain rule",
        """
        dL/dz = dL/da*a*(1 - a)
        dL/dz = dL/da*da/dz
        dL/dw = dL/da*a*(1 - a)*x
        dL/dw = dL/da*da/dz*x
        dL/db = dL/da*da/dz
        dL/dw = x*dL/db
        """,
        numbers={"real": "w x b y"},
        where=("z = w*x + b", "a = sigma(z)"),
        depends={"L": "a y"},
    ),
    Group(
        "sums",
        """
        sum_k (x_k + y_k) = sum_k x_k + sum_k y_k
        sum_k c*x_k = c*sum_k x_k
        sum_k (x_k - y_k)^2 = sum_k x_k^2 - 2*sum_k x_k*y_k + sum_k y_k^2
        sum_k 1 = K
        sum_k c = K*c
        sum_k (x_k - c) = sum_k x_k - K*c
        sum_k x_k = sum_i x_i
        (sum_k x_k)^2 = sum_k sum_i x_k*x_i
        sum_k sum_i x_k*y_i = (sum_k x_k)*(sum_i y_i)
        sum_k sum_i (x_k + y_i) = K*sum_k x_k + K*sum_k y_k
        sum_{k != j} x_k = sum_k x_k - x_j
        x_j + sum_{k != j} x_k = sum_k x_k
        sum_k delta(k, j)*x_k = x_j
        sum_k delta(k, j) = 1
        sum_k x_k*(delta(k, j) - y_j) = x_j - y_j*sum_k x_k
        sum_k sum_i delta(i, k)*x_i*y_k = sum_k x_k*y_k
        delta(i, j)*x_i = delta(i, j)*x_j
        delta(i, j) = delta(j, i)
        delta(i, j)^2 = delta(i, j)
        sum_k delta(i, k)*delta(k, j) = delta(i, j)
        sum_k (x_k - (sum_i x_i)/K) = 0
        sum_k (x_k - (sum_i x_i)/K)^2 = sum_k x_k^2 - (sum_k x_k)^2/K
        sum_k sum_i (x_k - x_i)^2 = 2*K*sum_k x_k^2 - 2*(sum_k x_k)^2
        1/K*sum_k (x_k - y_k)^2 = (sum_k (x_k - y_k)^2)/K
        i = j => delta(i, j) = 1
        i != j => delta(i, j) = 0
        1[i = j]*x_i = delta(i, j)*x_j
        sum_k 1[k = j]*x_k = x_j
        sum_{k=1..K} x_k*sum_{i=1..K} y_i = sum_i sum_k x_i*y_k
        sum_k exp(x_k + c) = exp(c)*sum_k exp(x_k)
        sum_k exp(-x_k)*exp(x_k) = K
        sum_k (x_k + 1)*(x_k - 1) = sum_k x_k^2 - K
        """,
        numbers={"real": "c"},
        vectors={"real": "x y"},
    ),
    Group(
        "sums differentiated",
        """
        d/dx_j (sum_k x_k) = 1
        d/dx_j (sum_k x_k^2) = 2*x_j
        d/dx_j (sum_k c*x_k) = c
        d/dx_j (sum_k x_k*y_k) = y_j
        d/dx_j (sum_k (x_k - y_k)^2) = 2*(x_j - y_j)
        d/dx_j (1/K*sum_k (x_k - y_k)^2) = 2/K*(x_j - y_j)
        d/dx_j (sum_k exp(x_k)) = exp(x_j)
        d/dx_j ln(sum_k exp(x_k)) = exp(x_j)/sum_k exp(x_k)
        d/dx_j (sum_k sum_i x_k*x_i) = 2*sum_k x_k
        d/dx_j ((sum_k x_k)^2) = 2*sum_k x_k
        dx_i/dx_j = delta(i, j)
        d/dx_j (x_i^2) = 2*x_i*delta(i, j)
        d/dx_j (x_i*x_j) = x_i + x_j*delta(i, j)
        d/dx_j (sum_{k != j} x_k) = 0
        i != j => d/dx_j (sum_{k != i} x_k^2) = 2*x_j
        d/dx_j (1/K*sum_k (y_k - exp(x_k))^2) = -2/K*(y_j - exp(x_j))*exp(x_j)
        d/dx_j (sum_k softplus(x_k)) = sigma(x_j)
        d/dx_j sqrt(1 + sum_k x_k^2) = x_j/sqrt(1 + sum_k x_k^2)
        d/dx_i (d/dx_j (sum_k x_k^2)) = 2*delta(i, j)
        d/dx_i (d/dx_j (sum_k x_k^3)) = 6*x_j*delta(i, j)
        d/dx_i (d/dx_j ln(sum_k exp(x_k))) = exp(x_j)/(sum_k exp(x_k))*(delta(i, j) - exp(x_i)/sum_k exp(x_k))
        d/dc (sum_k (x_k - c)^2) = -2*sum_k (x_k - c)
        d/dc (sum_k exp(c*x_k)) = sum_k x_k*exp(c*x_k)
        d/dc ln(sum_k exp(c*x_k)) = (sum_k x_k*exp(c*x_k))/sum_k exp(c*x_k)
        d2/dc2 (sum_k (x_k - c)^2) = 2*K
        d/dx_j (sum_k (x_k - (sum_i x_i)/K)^2) = 2*(x_j - (sum_i x_i)/K)
        """,
        numbers={"real": "c"},
        vectors={"real": "x y"},
    ),
    Group(
        "softmax",
        """
        sum_k p_k = 1
        p_j = exp(s_j)/sum_k exp(s_k)
        p_j = 1/(sum_k exp(s_k - s_j))
        p_j = exp(s_j - c)/sum_k exp(s_k - c)
        ln(p_j) = s_j - ln(sum_k exp(s_k))
        p_i/p_j = exp(s_i - s_j)
        ln(p_i) - ln(p_j) = s_i - s_j
        ln(sum_k exp(s_k - c)) = ln(sum_k exp(s_k)) - c
        dp_i/ds_j = p_i*(delta(i, j) - p_j)
        dp_j/ds_j = p_j*(1 - p_j)
        i = j => dp_i/ds_j = p_i*(1 - p_i)
        i != j => dp_i/ds_j = -p_i*p_j
        dp_i/ds_j = dp_j/ds_i
        sum_j dp_i/ds_j = 0
        sum_i dp_i/ds_j = 0
        d/ds_j ln(p_i) = delta(i, j) - p_j
        d/ds_j ln(p_j) = 1 - p_j
        d/ds_j ln(sum_k exp(s_k)) = p_j
        d/ds_j (sum_k p_k) = 0
        d/ds_j (sum_k p_k^2) = 2*p_j*(p_j - sum_k p_k^2)
        d/ds_j (sum_k p_k*s_k) = p_j*(1 + s_j - sum_k p_k*s_k)
        d/ds_j (-(sum_k p_k*ln(p_k))) = -p_j*(ln(p_j) - sum_k p_k*ln(p_k))
        d/ds_i (d/ds_j ln(sum_k exp(s_k))) = p_j*(delta(i, j) - p_i)
        -(sum_k p_k*ln(p_k)) = ln(sum_k exp(s_k)) - sum_k p_k*s_k
        1 - p_j = sum_{k != j} p_k
        sum_k p_k*(delta(k, j) - p_j) = 0
        sum_k p_k*(s_k - sum_i p_i*s_i)^2 = sum_k p_k*s_k^2 - (sum_k p_k*s_k)^2
        """,
        numbers={"real": "c"},
        vectors={"real": "s"},
        where=SOFTMAX,
    ),
    Group(
        "gradients with labels that sum to one",
        """
        d/ds_j (-(sum_k y_k*ln(p_k))) = p_j - y_j
        d/ds_j (ln(sum_k exp(s_k)) - sum_k y_k*s_k) = p_j - y_j
        -(sum_k y_k*ln(p_k)) = ln(sum_k exp(s_k)) - sum_k y_k*s_k
        d/ds_j (1/K*sum_k (y_k - p_k)^2) = 2/K*p_j*((p_j - y_j) - sum_k p_k*(p_k - y_k))
        d/ds_j (sum_k (p_k - y_k)^2/2) = p_j*((p_j - y_j) - sum_k p_k*(p_k - y_k))
        d/ds_i (d/ds_j (-(sum_k y_k*ln(p_k)))) = p_j*(delta(i, j) - p_i)
        sum_j d/ds_j (-(sum_k y_k*ln(p_k))) = 0
        sum_k (p_k - y_k) = 0
        -(sum_k y_k/p_k*p_k*(delta(k, j) - p_j)) = p_j - y_j
        sum_k y_k*(p_j - delta(k, j)) = p_j - y_j
        -y_j*(1 - p_j) + p_j*sum_{k != j} y_k = p_j - y_j
        sum_{k != j} y_k = 1 - y_j
        sum_k (1 - c)*y_k + c = 1
        sum_k ((1 - c)*y_k + c/K) = 1
        d/ds_j (-(sum_k ((1 - c)*y_k + c/K)*ln(p_k))) = p_j - (1 - c)*y_j - c/K
        d/ds_j (-(sum_k y_k*s_k) + c*ln(sum_k exp(s_k/c))) = exp(s_j/c)/(sum_k exp(s_k/c)) - y_j
        d/dp_j (-(sum_k y_k*ln(p_k))) = -y_j/p_j
        """,
        numbers={"unit": "c"},
        vectors={"real": "s", "simplex": "y"},
        where=SOFTMAX,
    ),
    Group(
        "without softmax",
        """
        d/ds_j (sum_k (y_k - exp(s_k))^2) = -2*(y_j - exp(s_j))*exp(s_j)
        d/ds_j (1/K*sum_k (y_k - s_k)^2) = -2/K*(y_j - s_j)
        d/ds_j (sum_k (exp(s_k) - y_k*s_k)) = exp(s_j) - y_j
        d/ds_j (sum_k (softplus(s_k) - y_k*s_k)) = sigma(s_j) - y_j
        d/ds_j (-(sum_k (y_k*ln(sigma(s_k)) + (1 - y_k)*ln(1 - sigma(s_k))))) = sigma(s_j) - y_j
        d/ds_j (sum_k ln(cosh(s_k - y_k))) = tanh(s_j - y_j)
        d/ds_i (d/ds_j (sum_k (softplus(s_k) - y_k*s_k))) = delta(i, j)*sigma(s_j)*(1 - sigma(s_j))
        """,
        vectors={"real": "s y"},
    ),
    Group(
        "distributions",
        """
        sum_k q_k = 1
        sum_k q_k*ln(q_k/r_k) = sum_k q_k*ln(q_k) - sum_k q_k*ln(r_k)
        -(sum_k q_k*ln(r_k)) = -(sum_k q_k*ln(q_k)) + sum_k q_k*ln(q_k/r_k)
        d/dr_j (-(sum_k q_k*ln(r_k))) = -q_j/r_j
        d/dr_j (sum_k q_k*ln(q_k/r_k)) = -q_j/r_j
        d/dr_j (sum_k (q_k - r_k)^2) = -2*(q_j - r_j)
        d/dq_j (-(sum_k q_k*ln(q_k))) = -ln(q_j) - 1
        sum_k (q_k - r_k) = 0
        sum_k q_k*(x_k - c) = sum_k q_k*x_k - c
        sum_k q_k*(x_k - sum_i q_i*x_i) = 0
        sum_k q_k*(x_k - sum_i q_i*x_i)^2 = sum_k q_k*x_k^2 - (sum_k q_k*x_k)^2
        sum_k q_k*ln(exp(x_k)) = sum_k q_k*x_k
        sum_k sum_i q_k*r_i = 1
        sum_k sum_i q_k*r_i*(x_k + x_i) = sum_k q_k*x_k + sum_k r_k*x_k
        """,
        numbers={"real": "c"},
        vectors={"real": "x", "inner": "q r"},
    ),
    Group(
        "samples",
        """
        d/dW_{n,k} (sum_m sum_j W_{m,j}^2) = 2*W_{n,k}
        d/dW_{n,k} (sum_m sum_j W_{m,j}*X_{m,j}) = X_{n,k}
        d/dW_{n,k} (1/N*sum_m sum_j (W_{m,j} - X_{m,j})^2) = 2/N*(W_{n,k} - X_{n,k})
        dW_{n,k}/dW_{m,j} = delta(n, m)*delta(k, j)
        sum_n sum_k W_{n,k} = sum_k sum_n W_{n,k}
        sum_n sum_k c = N*K*c
        d/dW_{n,k} (sum_m ln(sum_j exp(W_{m,j}))) = exp(W_{n,k})/sum_j exp(W_{n,j})
        d/dx_k (sum_n (sum_j W_{n,j}*x_j)^2) = 2*sum_n W_{n,k}*sum_j W_{n,j}*x_j
        d/dx_k (sum_j W_{n,j}*x_j) = W_{n,k}
        d/dW_{n,k} (sum_j W_{m,j}*x_j) = delta(n, m)*x_k
        d/dc (1/N*sum_n sum_k (W_{n,k} - c)^2) = -2/N*sum_n sum_k (W_{n,k} - c)
        d/dW_{n,k} (sum_m softplus(sum_j W_{m,j}*x_j)) = x_k*sigma(sum_j W_{n,j}*x_j)
        """,
        numbers={"real": "c"},
        vectors={"real": "x"},
        matrices={"real": "W X"},
    ),
)
