"""True limits (T2): at infinities, at finite points from both sides and from one, with parameters."""

from __future__ import annotations

from benchmarks.identities import Group

TIER = "T2"

GROUPS: tuple[Group, ...] = (
    Group(
        "limits",
        """
        lim_{x -> inf} sigma(x) = 1
        lim_{x -> -inf} sigma(x) = 0
        lim_{x -> inf} tanh(x) = 1
        lim_{x -> -inf} tanh(x) = -1
        lim_{x -> inf} (softplus(x) - x) = 0
        lim_{x -> -inf} softplus(x) = 0
        lim_{x -> inf} softplus(x)/x = 1
        lim_{x -> -inf} (x*sigma(x)) = 0
        lim_{x -> inf} sigma(x)*(1 - sigma(x)) = 0
        lim_{x -> inf} (x^3*exp(-x)) = 0
        lim_{x -> inf} ((1 + x)/(2*x + 3)) = 1/2
        lim_{x -> inf} (ln(cosh(x)) - x) = -ln(2)
        lim_{x -> inf} (ln(1 + x)/x) = 0
        lim_{x -> inf} (sqrt(x^2 + 1) - x) = 0
        lim_{x -> inf} (relu(x) - x) = 0
        lim_{x -> -inf} relu(x) = 0
        lim_{x -> 0+} (x*ln(x)) = 0
        lim_{x -> 0+} (x^x) = 1
        lim_{x -> 0} ((exp(x) - 1)/x) = 1
        lim_{x -> 0} ((exp(x) - 1 - x)/x^2) = 1/2
        lim_{x -> 0} ((sigma(x) - 1/2)/x) = 1/4
        lim_{x -> 0} (tanh(x)/x) = 1
        lim_{x -> 0} (ln(1 + x)/x) = 1
        lim_{x -> 0} ((sqrt(1 + x) - 1)/x) = 1/2
        lim_{x -> 0} (ln(cosh(x))/x^2) = 1/2
        lim_{x -> 0} (sin(x)/x) = 1
        lim_{x -> 0} ((1 - cos(x))/x^2) = 1/2
        lim_{x -> 2} ((x^2 - 4)/(x - 2)) = 4
        lim_{x -> 1} (ln(x)/(x - 1)) = 1
        lim_{x -> 0+} sign(x) = 1
        lim_{x -> 0-} sign(x) = -1
        lim_{x -> 0} abs(x) = 0
        lim_{x -> 0+} abs(x)/x = 1
        lim_{x -> 0-} abs(x)/x = -1
        lim_{x -> 0} relu(x) = 0
        lim_{x -> 0} max(x, -x) = 0
        lim_{x -> 0+} (1[x > 0]) = 1
        lim_{x -> 0-} (1[x > 0]) = 0
        lim_{x -> 0} cases(x if x > 0; exp(x) - 1 otherwise) = 0
        lim_{x -> 0+} ln(x) = -inf
        lim_{x -> 0+} (1/x) = inf
        lim_{x -> inf} softplus(x) = inf
        lim_{x -> inf} (x - ln(1 + x)) = inf
        lim_{x -> 0+} (-ln(x)) = inf
        lim_{x -> inf} arctan(x) = pi/2
        lim_{x -> 0} exp(-1/x^2) = 0
        lim_{x -> inf} (1 + 1/x)^x = e
        lim_{x -> 0} sqrt(x^2 + x^4)/abs(x) = 1
        """,
        numbers={"real": "x"},
    ),
    Group(
        "limits with parameters",
        """
        lim_{x -> inf} (c*sigma(x)) = c
        lim_{x -> inf} sigma(b*x) = 1
        lim_{x -> -inf} sigma(b*x) = 0
        lim_{x -> 0+} ((a^x - 1)/x) = ln(a)
        lim_{x -> 0} ((exp(c*x) - 1)/x) = c
        lim_{x -> 0} (((c + x)^2 - c^2)/x) = 2*c
        lim_{x -> 0} ((exp(c + x) - exp(c))/x) = exp(c)
        lim_{x -> 0} ((ln(a + x) - ln(a))/x) = 1/a
        lim_{x -> c} ((x^2 - c^2)/(x - c)) = 2*c
        lim_{x -> inf} ((b*x + c)/(x + 1)) = b
        lim_{x -> inf} (softplus(x) - c*x - (1 - c)*x) = 0
        lim_{x -> inf} (softplus(b*x)/b - x) = 0
        lim_{x -> inf} (x/(x + b)) = 1
        lim_{x -> inf} (exp(-b*x)) = 0
        lim_{x -> inf} (x^2*exp(-b*x)) = 0
        lim_{x -> inf} (b^2*(sqrt(1 + (c/b)^2) - 1)) = b^2*(sqrt(1 + (c/b)^2) - 1)
        lim_{x -> 0+} (x^b) = 0
        lim_{x -> 0+} (x^b*ln(x)) = 0
        lim_{x -> 0} (sigma(c + x)) = sigma(c)
        lim_{x -> inf} (x^2*(sqrt(1 + (c/x)^2) - 1)) = c^2/2
        lim_{x -> inf} (x*ln(1 + c/x)) = c
        lim_{x -> inf} (1 + c/x)^x = exp(c)
        lim_{x -> 0+} (x*softplus(b/x)) = b
        lim_{x -> inf} (b*exp(-x) + c) = c
        lim_{x -> inf} (ln(exp(a*x) + exp(c*x))/x) = max(a, c)
        lim_{x -> -inf} (ln(exp(a*x) + exp(c*x))/x) = min(a, c)
        lim_{x -> 0} (ln((exp(a*x) + exp(c*x))/2)/x) = (a + c)/2
        lim_{x -> 0+} (x*softplus(c/x)) = relu(c)
        lim_{x -> inf} (c*sigma(x*c)) = relu(c)
        lim_{x -> inf} tanh(x*c) = sign(c)
        lim_{x -> inf} cases(c^2/2 if abs(c) <= x; x*(abs(c) - x/2) otherwise) = c^2/2
        """,
        numbers={"real": "x c", "positive": "a b"},
    ),
)
