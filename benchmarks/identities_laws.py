"""True claims about products, likelihoods, distributions and special functions (T4), for every size and distribution.

The groups are those of `benchmarks.identities_arrays`; a joint distribution is a matrix
of positive entries that sum to one, an expectation over `q` a sum with its weights.
"""

from __future__ import annotations

from benchmarks.identities_arrays import ArrayGroup

TIER, ORACLE = "T4", "oracle_arrays"

GROUPS: tuple[ArrayGroup, ...] = (
    ArrayGroup(
        "products of symbolic length",
        """
        ln(prod_{k=1..K} a_k) = sum_k ln(a_k)
        ln(prod_{k=1..K} a_k^y_k) = sum_k y_k*ln(a_k)
        prod_{k=1..K} exp(x_k) = exp(sum_k x_k)
        prod_{k=1..K} (a_k*b_k) = (prod_{k=1..K} a_k)*(prod_{k=1..K} b_k)
        prod_{k=1..K} (a_k/b_k) = (prod_{k=1..K} a_k)/(prod_{k=1..K} b_k)
        prod_{k=1..K} c = c^K
        prod_{k=1..K} (c*a_k) = c^K*prod_{k=1..K} a_k
        prod_{k=1..K} a_k^2 = (prod_{k=1..K} a_k)^2
        ln(prod_{k=1..K} (a_k/b_k)) = sum_k ln(a_k) - sum_k ln(b_k)
        partial/partial a_j (prod_{k=1..K} a_k) = (prod_{k=1..K} a_k)/a_j
        partial/partial a_j ln(prod_{k=1..K} a_k) = 1/a_j
        partial/partial x_j (prod_{k=1..K} exp(x_k)) = exp(sum_k x_k)
        -ln(prod_{k=1..K} exp(-x_k^2/2)) = sum_k x_k^2/2
        prod_{k=1..K} c^x_k = c^(sum_k x_k)
        (prod_{k=1..K} a_k)^(1/K) = exp(1/K * sum_k ln(a_k))
        """,
        arrays={"a": "K", "b": "K", "x": "K", "y": "K", "c": ""},
        positive="a b c",
    ),
    ArrayGroup(
        "Bernoulli likelihood",
        """
        ln(prod_{n=1..N} r^y_n*(1 - r)^(1 - y_n)) = sum_{n=1..N} (y_n*ln(r) + (1 - y_n)*ln(1 - r))
        ln(prod_{n=1..N} r^y_n*(1 - r)^(1 - y_n)) = s*ln(r) + (N - s)*ln(1 - r)
        prod_{n=1..N} r^y_n*(1 - r)^(1 - y_n) = r^s*(1 - r)^(N - s)
        d/dr (s*ln(r) + (N - s)*ln(1 - r)) = s/r - (N - s)/(1 - r)
        d/dr ln(prod_{n=1..N} r^y_n*(1 - r)^(1 - y_n)) = (s - N*r)/(r*(1 - r))
        d2/dr2 (s*ln(r) + (N - s)*ln(1 - r)) = -s/r^2 - (N - s)/(1 - r)^2
        """,
        arrays={"y": "N", "r": ""},
        where=("s := sum_{n=1..N} y_n",),
        facts=("0 < r", "r < 1"),
    ),
    ArrayGroup(
        "categorical likelihood",
        """
        prod_{k=1..K} p_k^y_k = p_j
        ln(prod_{k=1..K} p_k^y_k) = ln(p_j)
        -ln(prod_{k=1..K} p_k^y_k) = -sum_k y_k*ln(p_k)
        sum_k y_k*ln(p_k) = ln(p_j)
        sum_k y_k*x_k = x_j
        """,
        arrays={"p": "K", "x": "K"},
        simplex="p",
        where=("y := vector_{k=1..K} delta(k, j)",),
    ),
    ArrayGroup(
        "Gaussian",
        """
        ln(f) = -(x - mu)^2/(2*s^2) - ln(s) - 1/2*ln(2*pi)
        d/dmu ln(f) = (x - mu)/s^2
        d/ds ln(f) = (x - mu)^2/s^3 - 1/s
        d/dx ln(f) = -(x - mu)/s^2
        d/dx f = -(x - mu)/s^2*f
        d2/dmu2 ln(f) = -1/s^2
        -ln(f) = ln(s) + 1/2*ln(2*pi) + (x - mu)^2/(2*s^2)
        d/dv (-1/2*ln(2*pi*v) - (x - mu)^2/(2*v)) = -1/(2*v) + (x - mu)^2/(2*v^2)
        d/ds (ln(t/s) + (s^2 + (mu - nu)^2)/(2*t^2) - 1/2) = s/t^2 - 1/s
        d/dmu (ln(t/s) + (s^2 + (mu - nu)^2)/(2*t^2) - 1/2) = (mu - nu)/t^2
        d/ds (-1/2*(1 + ln(s^2) - mu^2 - s^2)) = s - 1/s
        """,
        arrays={"x": "", "mu": "", "nu": "", "s": "", "t": "", "v": ""},
        positive="s t v",
        where=("f := 1/(s*sqrt(2*pi))*exp(-(x - mu)^2/(2*s^2))",),
    ),
    ArrayGroup(
        "Gaussian likelihood",
        """
        L = -N/2*ln(2*pi) - N*ln(s) - 1/(2*s^2)*sum_{n=1..N} (x_n - mu)^2
        d/dmu L = 1/s^2*sum_{n=1..N} (x_n - mu)
        d/ds L = -N/s + 1/s^3*sum_{n=1..N} (x_n - mu)^2
        d2/dmu2 L = -N/s^2
        """,
        arrays={"x": "N", "mu": "", "s": ""},
        positive="s",
        where=("L := ln(prod_{n=1..N} (1/(s*sqrt(2*pi))*exp(-(x_n - mu)^2/(2*s^2))))",),
    ),
    ArrayGroup(
        "divergence and entropy",
        """
        KL = sum_k p_k*ln(p_k) - sum_k p_k*ln(q_k)
        KL = C - H
        C = H + KL
        sum_k p_k*ln(p_k/p_k) = 0
        partial/partial q_j KL = -p_j/q_j
        partial/partial q_j C = -p_j/q_j
        partial/partial p_j H = -ln(p_j) - 1
        -sum_k p_k*ln(c*q_k) = C - ln(c)
        sum_k p_k*ln(p_k*K) = ln(K) - H
        sum_k p_k*(ln(p_k) - ln(q_k) + c) = KL + c
        sum_k p_k*c = c
        sum_k (p_k - q_k) = 0
        sum_k (p_k - q_k)*c = 0
        """,
        arrays={"p": "K", "q": "K", "c": ""},
        positive="c",
        simplex="p q",
        where=("KL := sum_k p_k*ln(p_k/q_k)", "H := -sum_k p_k*ln(p_k)", "C := -sum_k p_k*ln(q_k)"),
    ),
    ArrayGroup(
        "joint distribution",
        """
        sum_k px_k = 1
        sum_{n=1..N} pz_n = 1
        sum_{n=1..N} P_{k,n}/px_k = 1
        I = Hx + Hz - Hxz
        I = Hx - (Hxz - Hz)
        Hxz = Hx + (-sum_k sum_{n=1..N} P_{k,n}*ln(P_{k,n}/px_k))
        sum_k px_k*(sum_{n=1..N} (P_{k,n}/px_k)*ln(P_{k,n}/px_k)) = Hx - Hxz
        sum_k sum_{n=1..N} P_{k,n}*f_k = sum_k px_k*f_k
        sum_k sum_{n=1..N} P_{k,n}*(f_k + g_n) = sum_k px_k*f_k + sum_{n=1..N} pz_n*g_n
        (P_{k,n}/px_k)*px_k/pz_n = P_{k,n}/pz_n
        (P_{k,n}/px_k)*px_k = (P_{k,n}/pz_n)*pz_n
        sum_k px_k*(sum_{n=1..N} (P_{k,n}/px_k)*g_n) = sum_{n=1..N} pz_n*g_n
        I = sum_k px_k*(sum_{n=1..N} (P_{k,n}/px_k)*ln((P_{k,n}/px_k)/pz_n))
        """,
        arrays={"P": "K N", "f": "K", "g": "N"},
        positive="P",
        where=(
            "px := vector_{k=1..K} (sum_{n=1..N} P_{k,n})",
            "pz := vector_{n=1..N} (sum_{k=1..K} P_{k,n})",
            "Hx := -sum_k px_k*ln(px_k)",
            "Hz := -sum_{n=1..N} pz_n*ln(pz_n)",
            "Hxz := -sum_k sum_{n=1..N} P_{k,n}*ln(P_{k,n})",
            "I := sum_k sum_{n=1..N} P_{k,n}*ln(P_{k,n}/(px_k*pz_n))",
        ),
        facts=("sum_{k=1..K} sum_{n=1..N} P_{k,n} = 1",),
    ),
    ArrayGroup(
        "evidence lower bound",
        """
        ELBO = ln(e) - KLqp
        ln(e) = ELBO + KLqp
        ELBO = sum_k q_k*ln(a_k) - sum_k q_k*ln(q_k/r_k)
        ELBO = sum_k q_k*ln(a_k*r_k) + (-sum_k q_k*ln(q_k))
        sum_k post_k = 1
        e = sum_k a_k*r_k
        sum_k q_k*ln(e) = ln(e)
        sum_k q_k*ln(a_k*r_k/post_k) = ln(e)
        """,
        arrays={"q": "K", "r": "K", "a": "K"},
        positive="a",
        simplex="q r",
        where=(
            "e := sum_k a_k*r_k",
            "post := vector_{k=1..K} (a_k*r_k/e)",
            "ELBO := sum_k q_k*ln(a_k*r_k/q_k)",
            "KLqp := sum_k q_k*ln(q_k/post_k)",
        ),
    ),
    ArrayGroup(
        "moments",
        """
        V = sum_k p_k*f_k^2 - e^2
        sum_k p_k*(f_k - e) = 0
        sum_k p_k*(c*f_k + b) = c*e + b
        sum_k p_k*(c*f_k + b - (c*e + b))^2 = c^2*V
        sum_k p_k*(f_k + g_k) = sum_k p_k*f_k + sum_k p_k*g_k
        sum_k p_k*(f_k - c)^2 = V + (e - c)^2
        sum_k p_k*(f_k - e)*(g_k - h) = sum_k p_k*f_k*g_k - e*h
        sum_k p_k*(f_k + g_k - e - h)^2 = V + W + 2*sum_k p_k*(f_k - e)*(g_k - h)
        grad_c (sum_k p_k*(f_k - c)^2) = 2*(c - e)
        sum_k sum_{n=1..N} p_k*q_n*f_k*u_n = e*sum_{n=1..N} q_n*u_n
        sum_k sum_{n=1..N} p_k*q_n*(f_k + u_n) = e + sum_{n=1..N} q_n*u_n
        """,
        arrays={"p": "K", "f": "K", "g": "K", "q": "N", "u": "N", "c": "", "b": ""},
        simplex="p",
        positive="q",
        where=("e := sum_k p_k*f_k", "h := sum_k p_k*g_k", "V := sum_k p_k*(f_k - e)^2", "W := sum_k p_k*(g_k - h)^2"),
        facts=("sum_{n=1..N} q_n = 1",),
    ),
    ArrayGroup(
        "expectations",
        """
        E_{x ~ q}[c] = c
        E_{x ~ q}[f(x) + g(x)] = E_{x ~ q}[f(x)] + E_{x ~ q}[g(x)]
        E_{x ~ q}[c*f(x)] = c*E_{x ~ q}[f(x)]
        E_{x ~ q}[c*f(x) + b] = c*E_{x ~ q}[f(x)] + b
        E_{x ~ q}[(f(x) - E_{x ~ q}[f(x)])^2] = E_{x ~ q}[f(x)^2] - E_{x ~ q}[f(x)]^2
        E_{x ~ q}[f(x) - E_{x ~ q}[f(x)]] = 0
        E_{x ~ q}[(f(x) - c)^2] = E_{x ~ q}[f(x)^2] - 2*c*E_{x ~ q}[f(x)] + c^2
        d/dc E_{x ~ q}[(f(x) - c)^2] = 2*c - 2*E_{x ~ q}[f(x)]
        d/dc E_{x ~ q}[exp(c*f(x))] = E_{x ~ q}[f(x)*exp(c*f(x))]
        E_{x ~ q}[ln(exp(f(x)))] = E_{x ~ q}[f(x)]
        E_{x ~ q}[sum_k a_k*f(x)] = (sum_k a_k)*E_{x ~ q}[f(x)]
        E_{x ~ q}[E_{y ~ r}[f(x)*g(y)]] = E_{x ~ q}[f(x)]*E_{y ~ r}[g(y)]
        E_{x ~ q}[E_{y ~ r}[f(x) + g(y)]] = E_{x ~ q}[f(x)] + E_{y ~ r}[g(y)]
        E_{x ~ q}[E_{y ~ r}[f(x)*g(y)]] = E_{y ~ r}[E_{x ~ q}[g(y)*f(x)]]
        E_{x ~ q}[sigma(f(x))] = 1 - E_{x ~ q}[sigma(-f(x))]
        E_{x ~ q}[sum_k a_k*f(x)^2] = sum_k E_{x ~ q}[a_k*f(x)^2]
        """,
        arrays={"a": "K", "b": "", "c": ""},
        functions="f g q r",
    ),
    ArrayGroup(
        "special functions",
        """
        d/dx erf(x) = 2/sqrt(pi)*exp(-x^2)
        d/dx Phi(x) = exp(-x^2/2)/sqrt(2*pi)
        d/dx Phi((x - mu)/s) = exp(-(x - mu)^2/(2*s^2))/(s*sqrt(2*pi))
        Phi(-x) = 1 - Phi(x)
        erf(-x) = -erf(x)
        Phi(x) = 1/2*(1 + erf(x/sqrt(2)))
        erf(x) = 2*Phi(x*sqrt(2)) - 1
        d/dx ln(Phi(x)) = exp(-x^2/2)/(sqrt(2*pi)*Phi(x))
        d/ds lnGamma(s) = digamma(s)
        d/ds ln(Gamma(s)) = digamma(s)
        d/ds Gamma(s) = Gamma(s)*digamma(s)
        ln(Gamma(s)) = lnGamma(s)
        Gamma(s + 1) = s*Gamma(s)
        lnGamma(s + 1) = ln(s) + lnGamma(s)
        digamma(s + 1) = digamma(s) + 1/s
        Gamma(s + 2) = s*(s + 1)*Gamma(s)
        d/ds (Gamma(s)*Gamma(t)/Gamma(s + t)) = Gamma(s)*Gamma(t)/Gamma(s + t)*(digamma(s) - digamma(s + t))
        d/ds ln(Gamma(s)*Gamma(t)/Gamma(s + t)) = digamma(s) - digamma(s + t)
        Gamma(s + 1)*Gamma(t)/Gamma(s + t + 1) = s/(s + t)*(Gamma(s)*Gamma(t)/Gamma(s + t))
        Gamma(1) = 1
        Gamma(5) = 24
        Gamma(1/2) = sqrt(pi)
        """,
        arrays={"x": "", "mu": "", "s": "", "t": ""},
        positive="s t",
    ),
    ArrayGroup(
        "gamma, beta and Poisson densities",
        """
        ln(s^a*z^(a - 1)*exp(-s*z)/Gamma(a)) = a*ln(s) + (a - 1)*ln(z) - s*z - lnGamma(a)
        d/ds (a*ln(s) + (a - 1)*ln(z) - s*z - lnGamma(a)) = a/s - z
        d/da (a*ln(s) + (a - 1)*ln(z) - s*z - lnGamma(a)) = ln(s) + ln(z) - digamma(a)
        ln(u^(a - 1)*(1 - u)^(s - 1)*B) = (a - 1)*ln(u) + (s - 1)*ln(1 - u) + lnGamma(a + s) - lnGamma(a) - lnGamma(s)
        d/du ((a - 1)*ln(u) + (s - 1)*ln(1 - u)) = (a - 1)/u - (s - 1)/(1 - u)
        ln(s^z*exp(-s)/Gamma(z + 1)) = z*ln(s) - s - lnGamma(z + 1)
        d/ds (z*ln(s) - s - lnGamma(z + 1)) = z/s - 1
        d/dz (exp(z) - a*z) = exp(z) - a
        """,
        arrays={"a": "", "s": "", "z": "", "u": ""},
        positive="a s z",
        where=("B := Gamma(a + s)/(Gamma(a)*Gamma(s))",),
        facts=("0 < u", "u < 1"),
    ),
)
