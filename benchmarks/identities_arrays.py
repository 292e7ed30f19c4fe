"""True claims about vectors and matrices (T3): products, gradients, layers, batches, for every size.

Names are declared with their axes (`W: M K`); the sizes are symbols, so a proof holds
for every one of them. `benchmarks.oracle_arrays` settles their mutants.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from symloss.term.nodes import Number, Range, Symbol
from symloss.term.reader import read
from symloss.term.scope import Definition, Hypothesis, Scope
from symloss.term.sorting import sort_of
from symloss.term.sorts import FUNCTION, INDEX, array
from symloss.term.statement import Identity, Statement

TIER, ORACLE = "T3", "oracle_arrays"
SIZES = ("K", "M", "N", "D")
LETTERS = {"i": "K", "j": "K", "k": "K", "m": "M", "n": "N", "l": "D"}


@dataclass(frozen=True)
class ArrayGroup:
    """Claims about the same arrays.

    arrays: name -> its axes ("" for a number); positive: names whose entries are
    positive; simplex: vectors of positive entries that sum to one. where: definitions
    in order. functions, facts as in `benchmarks.identities.Group`.
    """

    name: str
    claims: str
    arrays: Mapping[str, str] = field(default_factory=dict)
    positive: str = ""
    simplex: str = ""
    where: tuple[str, ...] = ()
    functions: str = ""
    facts: tuple[str, ...] = ()

    @property
    def scope(self) -> Scope:
        """The names and what is known of them."""
        sizes = {name: Symbol(name, INDEX) for name in SIZES}
        scope = Scope().declare(*sizes.values())
        for letter, size in LETTERS.items():
            scope = scope.run(Symbol(letter, INDEX), Range(Number(Fraction(1)), sizes[size]))
        for name, axes in self.arrays.items():
            scope = scope.declare(Symbol(name, array(tuple(sizes[a] for a in axes.split()))))
        scope = scope.declare(*(Symbol(name, FUNCTION) for name in self.functions.split()))
        for text in self.where:
            name, body = (part.strip() for part in text.split(":=", 1))
            term = read(body, scope)
            scope = scope.declare(Symbol(name, sort_of(term))).define(Definition(name, term))
        for name in (*self.positive.split(), *self.simplex.split()):
            letters = [next(k for k, v in LETTERS.items() if v == a) for a in self.arrays[name].split()]
            entry = f"{name}_{{{','.join(letters)}}}" if letters else name
            scope = scope.suppose(Hypothesis(read(f"{entry} > 0", scope)))
        for name in self.simplex.split():
            scope = scope.suppose(Hypothesis(read(f"sum_{{k=1..{self.arrays[name]}}} {name}_k = 1", scope)))
        return scope.suppose(*(Hypothesis(read(fact, scope)) for fact in self.facts))

    @property
    def statements(self) -> list[tuple[str, Statement]]:
        """Return each claim with its statement."""
        scope = self.scope
        lines = [line.strip() for line in self.claims.strip().splitlines()]
        return [(line, Statement(scope, Identity(read(line, scope)))) for line in lines if line]


GROUPS: tuple[ArrayGroup, ...] = (
    ArrayGroup(
        "products",
        """
        (A @ B)^T = B^T @ A^T
        (A @ B) @ x = A @ (B @ x)
        (A + C) @ B = A @ B + C @ B
        inner(u, A @ y) = inner(A^T @ u, y)
        inner(x, v) = inner(v, x)
        inner(x + v, x - v) = inner(x, x) - inner(v, v)
        norm(x + v)^2 = norm(x)^2 + 2*inner(x, v) + norm(v)^2
        norm(x - v)^2 + norm(x + v)^2 = 2*norm(x)^2 + 2*norm(v)^2
        norm(c*x) = |c|*norm(x)
        norm(x, 1) = sum_k |x_k|
        (x @ v^T)^T = v @ x^T
        (x @ v^T) @ v = inner(v, v)*x
        trace(x @ v^T) = inner(x, v)
        trace(S) = trace(S^T)
        trace(S @ R) = trace(R @ S)
        trace(c*S + R) = c*trace(S) + trace(R)
        trace(A^T @ A) = sum_{m=1..M} sum_{n=1..N} A_{m,n}^2
        norm(A)^2 = trace(A @ A^T)
        diag(x) @ v = x .* v
        diag(x) @ diag(v) = diag(x .* v)
        trace(diag(x)) = sum_k x_k
        x .* (v + w) = x .* v + x .* w
        inner(x, v .* w) = inner(x .* v, w)
        inner(x, S @ x) = inner(x, S^T @ x)
        (S^T)^T = S
        (A @ B)_{m,k} = sum_{n=1..N} A_{m,n}*B_{n,k}
        inner(u, A @ (B @ x)) = sum_{m=1..M} sum_{n=1..N} sum_{k=1..K} u_m*A_{m,n}*B_{n,k}*x_k
        diag(x) @ S @ diag(v) = (x @ v^T) .* S
        x^T @ S = (S^T @ x)^T
        """,
        arrays={
            "A": "M N",
            "C": "M N",
            "B": "N K",
            "x": "K",
            "v": "K",
            "w": "K",
            "y": "N",
            "u": "M",
            "c": "",
            "S": "K K",
            "R": "K K",
        },
    ),
    ArrayGroup(
        "gradients",
        """
        grad_x inner(w, x) = w
        grad_x inner(x, x) = 2*x
        grad_x (norm(x)^2) = 2*x
        grad_x inner(x, S @ x) = (S + S^T) @ x
        grad_x (norm(x - w)^2) = 2*(x - w)
        grad_x (norm(A @ x - b)^2) = 2*(A^T @ (A @ x - b))
        grad_A (norm(A @ x - b)^2) = 2*((A @ x - b) @ x^T)
        grad_A inner(b, A @ x) = b @ x^T
        grad_x (A @ x) = A
        grad_S trace(S) = diag(one)
        grad_S trace(S @ R) = R^T
        grad_S trace(S^T @ R) = R
        grad_S trace(S^T @ S) = 2*S
        grad_S inner(x, S @ w) = x @ w^T
        grad_A (norm(A)^2) = 2*A
        grad_x norm(x) = x/norm(x)
        grad_x ln(1 + inner(x, x)) = 2*x/(1 + inner(x, x))
        grad_x exp(inner(w, x)) = exp(inner(w, x))*w
        grad_x sigma(inner(w, x)) = sigma(inner(w, x))*(1 - sigma(inner(w, x)))*w
        grad_x ln(sigma(inner(w, x))) = sigma(-inner(w, x))*w
        grad2_x inner(x, S @ x) = S + S^T
        grad2_x (norm(x)^2) = 2*diag(one)
        grad2_x (norm(A @ x - b)^2) = 2*(A^T @ A)
        grad2_x softplus(inner(w, x)) = sigma(inner(w, x))*(1 - sigma(inner(w, x)))*(w @ w^T)
        grad_x (sum_k x_k^3) = 3*(x .* x)
        grad_x logsumexp(x) = softmax(x)
        grad2_x logsumexp(x) = diag(softmax(x)) - softmax(x) @ softmax(x)^T
        grad_x softmax(x) = diag(softmax(x)) - softmax(x) @ softmax(x)^T
        grad_x (sigma.(x)) = diag(sigma.(x) .* (one - sigma.(x)))
        grad_x (tanh.(x)) = diag(one - tanh.(x) .* tanh.(x))
        grad_x (x .* w) = diag(w)
        grad_x (inner(w, x)*x) = x @ w^T + inner(w, x)*diag(one)
        partial/partial x_j (norm(A @ x - b)^2) = 2*sum_{m=1..M} A_{m,j}*(sum_{k=1..K} A_{m,k}*x_k - b_m)
        partial/partial S_{i,j} inner(x, S @ w) = x_i*w_j
        grad_x (-inner(w, x) + logsumexp(x)) = softmax(x) - w
        """,
        arrays={"A": "M K", "x": "K", "w": "K", "b": "M", "S": "K K", "R": "K K"},
        where=("one := vector_{k=1..K} 1",),
    ),
    ArrayGroup(
        "layers",
        """
        grad_W E = (h - y) @ x^T
        grad_b E = h - y
        grad_x E = W^T @ (h - y)
        partial/partial W_{m,k} E = (h_m - y_m)*x_k
        """,
        arrays={"W": "M K", "b": "M", "x": "K", "y": "M"},
        where=("h := W @ x + b", "E := 1/2 * norm(h - y)^2"),
    ),
    ArrayGroup(
        "two layers",
        """
        grad_V E = (o - y) @ h^T
        grad_c E = o - y
        grad_h E = V^T @ (o - y)
        grad_z E = (V^T @ (o - y)) .* h .* (one - h)
        grad_W E = ((V^T @ (o - y)) .* h .* (one - h)) @ x^T
        grad_b E = (V^T @ (o - y)) .* h .* (one - h)
        grad_x E = W^T @ ((V^T @ (o - y)) .* h .* (one - h))
        grad_z h = diag(h .* (one - h))
        grad_x h = diag(h .* (one - h)) @ W
        grad_h o = V
        """,
        arrays={"W": "M K", "b": "M", "x": "K", "V": "N M", "c": "N", "y": "N"},
        where=(
            "one := vector_{m=1..M} 1",
            "z := W @ x + b",
            "h := sigma.(z)",
            "o := V @ h + c",
            "E := 1/2 * norm(o - y)^2",
        ),
    ),
    ArrayGroup(
        "softmax layer",
        """
        grad_z E = p - y
        grad_W E = (p - y) @ x^T
        grad_b E = p - y
        grad_x E = W^T @ (p - y)
        grad_z p = diag(p) - p @ p^T
        grad2_z E = diag(p) - p @ p^T
        grad_x p = (diag(p) - p @ p^T) @ W
        sum_k p_k = 1
        (diag(p) - p @ p^T) @ one = 0*one
        inner(v, (diag(p) - p @ p^T) @ v) = sum_k p_k*v_k^2 - (sum_k p_k*v_k)^2
        partial/partial z_j p_i = p_i*(delta(i, j) - p_j)
        softmax(z + c*one) = softmax(z)
        logsumexp(z + c*one) = logsumexp(z) + c
        """,
        arrays={"W": "K D", "b": "K", "x": "D", "y": "K", "v": "K", "c": ""},
        simplex="y",
        where=("z := W @ x + b", "p := softmax(z)", "E := -sum_k y_k*ln(p_k)", "one := vector_{k=1..K} 1"),
    ),
    ArrayGroup(
        "batches",
        """
        grad_w (norm(X @ w - y)^2) = 2*(X^T @ (X @ w - y))
        grad_w L = 1/N*(X^T @ (p - y))
        grad2_w (1/2 * norm(X @ w - y)^2) = X^T @ X
        grad_w (1/2 * norm(X @ w - y)^2 + c/2 * norm(w)^2) = X^T @ (X @ w - y) + c*w
        X^T @ (p - y) = sum_{n=1..N} (p_n - y_n)*vector_{k=1..K} X_{n,k}
        X^T @ X = sum_{n=1..N} (vector_{k=1..K} X_{n,k}) @ (vector_{k=1..K} X_{n,k})^T
        norm(X @ w - y)^2 = inner(w, X^T @ X @ w) - 2*inner(y, X @ w) + inner(y, y)
        partial/partial w_j L = 1/N * sum_{n=1..N} (p_n - y_n)*X_{n,j}
        grad2_w L = 1/N*(X^T @ diag(p .* (one - p)) @ X)
        (X^T @ y)_{j} = sum_{n=1..N} X_{n,j}*y_n
        """,
        arrays={"X": "N K", "w": "K", "y": "N", "c": ""},
        where=(
            "p := sigma.(X @ w)",
            "one := vector_{n=1..N} 1",
            "L := -1/N * sum_{n=1..N} (y_n*ln(p_n) + (1 - y_n)*ln(1 - p_n))",
        ),
    ),
    ArrayGroup(
        "matrix layers",
        """
        grad_X F = G @ W^T
        grad_W F = X^T @ G
        partial/partial W_{l,k} F = sum_{n=1..N} X_{n,l}*G_{n,k}
        F = trace(G^T @ X @ W)
        F = trace(W @ G^T @ X)
        grad_W (1/2 * norm(X @ W - G)^2) = X^T @ (X @ W - G)
        norm(X @ W - G)^2 = sum_{n=1..N} sum_{k=1..K} (sum_{l=1..D} X_{n,l}*W_{l,k} - G_{n,k})^2
        grad_W (1/2 * norm(X @ W - G)^2 + c/2 * norm(W)^2) = X^T @ (X @ W - G) + c*W
        """,
        arrays={"X": "N D", "W": "D K", "G": "N K", "c": ""},
        where=("F := sum_{n=1..N} sum_{k=1..K} G_{n,k}*(X @ W)_{n,k}",),
    ),
    ArrayGroup(
        "attention",
        """
        sum_{j=1..K} a_j = 1
        grad_q (scores) = Q
        grad_q a = (diag(a) - a @ a^T) @ Q
        grad_q inner(v, a) = Q^T @ (a .* v - inner(v, a)*a)
        grad_v inner(v, a) = a
        partial/partial q_l a_i = a_i*(Q_{i,l} - sum_{j=1..K} a_j*Q_{j,l})
        grad_q ln(a_i) = Q^T @ (e - a)
        """,
        arrays={"Q": "K D", "q": "D", "v": "K"},
        where=("scores := Q @ q", "a := softmax(scores)", "e := vector_{k=1..K} delta(k, i)"),
    ),
    ArrayGroup(
        "means and variances",
        """
        sum_k (x_k - mu) = 0
        1/K * sum_k (x_k - mu)^2 = 1/K * sum_k x_k^2 - mu^2
        v = 1/K * norm(x)^2 - mu^2
        partial/partial x_j mu = 1/K
        partial/partial x_j v = 2/K * (x_j - mu)
        grad_x v = 2/K * (x - mu*one)
        partial/partial x_j ((x_i - mu)/w) = (delta(i, j) - 1/K)/w - (x_i - mu)*(x_j - mu)/(K*w^3)
        sum_k (x_k - mu)/sqrt(v + c) = 0
        1/K * sum_k ((x_k - mu)/sqrt(v + c))^2 = v/(v + c)
        sum_k (x_k - a)^2 = sum_k (x_k - mu)^2 + K*(mu - a)^2
        d/da (sum_k (x_k - a)^2) = -2*K*(mu - a)
        inner(x - mu*one, one) = 0
        (diag(one) - 1/K*(one @ one^T)) @ x = x - mu*one
        (diag(one) - 1/K*(one @ one^T)) @ (diag(one) - 1/K*(one @ one^T)) = diag(one) - 1/K*(one @ one^T)
        grad_x (1/2 * norm((diag(one) - 1/K*(one @ one^T)) @ x)^2) = x - mu*one
        1/K * sum_k (x_k - mu)*(y_k - nu) = 1/K * sum_k x_k*y_k - mu*nu
        """,
        arrays={"x": "K", "y": "K", "a": "", "c": ""},
        positive="c",
        where=(
            "one := vector_{k=1..K} 1",
            "mu := 1/K * sum_k x_k",
            "nu := 1/K * sum_k y_k",
            "v := 1/K * sum_k (x_k - mu)^2",
            "w := sqrt(v + c)",
        ),
    ),
)
