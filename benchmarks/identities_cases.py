"""True claims about functions made of pieces (T2): cases, absolute values, kinks, printed numbers."""

from __future__ import annotations

from benchmarks.identities import Group

TIER = "T2"

GROUPS: tuple[Group, ...] = (
    Group(
        "pieces",
        """
        abs(x)^2 = x^2
        abs(x*y) = abs(x)*abs(y)
        abs(-x) = abs(x)
        abs(x)*sign(x) = x
        sign(x)^2*x = x
        max(x, y) + min(x, y) = x + y
        max(x, y) - min(x, y) = abs(x - y)
        max(x, y) = (x + y + abs(x - y))/2
        min(x, y) = -max(-x, -y)
        max(x, y)*min(x, y) = x*y
        relu(x) = max(0, x)
        relu(x) - relu(-x) = x
        relu(x) + relu(-x) = abs(x)
        relu(x)*relu(-x) = 0
        relu(x) = (x + abs(x))/2
        relu(x) = x*1[x > 0]
        relu(x)^2 = x*relu(x)
        sqrt(x^2) = abs(x)
        1[x > 0] + 1[x <= 0] = 1
        1[x > 0] + 1[x = 0] + 1[x < 0] = 1
        1[x > 0]^2 = 1[x > 0]
        1[x > 0] - 1[x < 0] = sign(x)
        1[x > y]*1[x <= y] = 0
        max(x, y) = x*1[x >= y] + y*1[x < y]
        max(x, max(y, z)) = max(max(x, y), z)
        max(x + z, y + z) = max(x, y) + z
        max(2*x, 2*y) = 2*max(x, y)
        min(x, max(x, y)) = x
        abs(max(x, 0)) = max(x, 0)
        max(x, -x) = abs(x)
        cases(x if x > 0; 0 otherwise) = relu(x)
        cases(x if x >= 0; -x otherwise) = abs(x)
        cases(1 if x > 0; 0 if x = 0; -1 otherwise) = sign(x)
        x > 0 => relu(x) = x
        x <= 0 => relu(x) = 0
        x < 0 => abs(x) = -x
        x != 0 => x/abs(x) = sign(x)
        x >= 0 => abs(x) = x
        x > y => max(x, y) = x
        softplus(abs(x)) - softplus(-abs(x)) = abs(x)
        softplus(x) = max(0, x) + ln(1 + exp(-abs(x)))
        ln(exp(x) + exp(y)) = max(x, y) + ln(1 + exp(-abs(x - y)))
        tanh(abs(x)) = abs(tanh(x))
        sigma(abs(x)) - 1/2 = abs(sigma(x) - 1/2)
        """,
        numbers={"real": "x y z"},
    ),
    Group(
        "kinked losses",
        """
        R = (r^2/2)*1[abs(r) <= h] + (h*abs(r) - h^2/2)*1[abs(r) > h]
        abs(r) <= h => R = r^2/2
        abs(r) > h => R = h*(abs(r) - h/2)
        r = h => R = h^2/2
        dR/dr = cases(r if abs(r) <= h; h*sign(r) otherwise)
        dR/dr = max(-h, min(r, h))
        abs(r) < h => dR/dr = r
        r > h => dR/dr = h
        r < -h => dR/dr = -h
        abs(r) < h => d2R/dr2 = 1
        abs(r) > h => d2R/dr2 = 0
        d/dr (relu(r)^2) = 2*relu(r)
        d/dr (r*abs(r)) = 2*abs(r)
        d/dr (abs(r)^3) = 3*r*abs(r)
        d/dr (max(0, 1 - r)^2) = -2*max(0, 1 - r)
        d/dr (max(0, 1 - r)^3) = -3*max(0, 1 - r)^2
        r > 0 => d/dr abs(r) = 1
        r < 0 => d/dr abs(r) = -1
        r != 0 => d/dr abs(r) = sign(r)
        r != 0 => d/dr abs(r) = r/abs(r)
        r > 0 => d/dr relu(r) = 1
        r < 0 => d/dr relu(r) = 0
        r != 0 => d/dr relu(r) = 1[r > 0]
        r != 1 => d/dr max(0, 1 - r) = -(1[r < 1])
        r < 1 => d/dr max(0, 1 - r) = -1
        r > 1 => d/dr max(0, 1 - r) = 0
        r > 0 => dM/dr = 1
        r < 0 => dM/dr = c
        M = max(r, 0) + c*min(r, 0)
        r > 0 => dP/dr = t
        r < 0 => dP/dr = t - 1
        P = r*(t - 1[r < 0])
        P = t*relu(r) + (1 - t)*relu(-r)
        P = (abs(r) + (2*t - 1)*r)/2
        dV/dr = cases(1 if r > 0; c*exp(r) otherwise)
        r < 0 => V = c*(exp(r) - 1)
        r < 0 => dV/dr = V + c
        dS/dr = cases(1 if r >= 0; exp(r) otherwise)
        dS/dr = exp(min(r, 0))
        r < 0 => dS/dr = S + 1
        d/dr (cases(r^2/2 if abs(r) < 1; abs(r) - 1/2 otherwise)) = max(-1, min(1, r))
        d/dr (cases(0 if r >= 1; (1 - r)^2 if r >= -1; -4*r otherwise)) = -min(4, max(0, 2*(1 - r)))
        d/dr (cases(0 if r >= 1; (1 - r)^2/2 if r > 0; 1/2 - r otherwise)) = -min(1, max(0, 1 - r))
        d/dr (relu(r) + 0*r) = cases(1 if r > 0; 0 if r < 0)
        """,
        numbers={"real": "r", "positive": "h c", "unit": "t"},
        where=(
            "R = cases(r^2/2 if abs(r) <= h; h*(abs(r) - h/2) otherwise)",
            "M = cases(r if r > 0; c*r otherwise)",
            "P = cases(t*r if r >= 0; (t - 1)*r otherwise)",
            "V = cases(r if r > 0; c*(exp(r) - 1) otherwise)",
            "S = cases(r if r > 0; exp(r) - 1 otherwise)",
        ),
    ),
    Group(
        "pieces in sums",
        """
        sum_k abs(x_k) = sum_k max(x_k, -x_k)
        sum_k relu(x_k) - sum_k relu(-x_k) = sum_k x_k
        sum_k abs(x_k)^2 = sum_k x_k^2
        x_j > 0 => d/dx_j (sum_k abs(x_k)) = 1
        x_j != 0 => d/dx_j (sum_k abs(x_k)) = sign(x_j)
        x_j > 0 => d/dx_j (sum_k relu(x_k)) = 1
        d/dx_j (sum_k relu(x_k)^2/2) = relu(x_j)
        d/dx_j (1/K*sum_k relu(x_k)^2) = 2/K*relu(x_j)
        x_j != y_j => d/dx_j (sum_k abs(x_k - y_k)) = sign(x_j - y_j)
        sum_k max(x_k, y_k) + sum_k min(x_k, y_k) = sum_k x_k + sum_k y_k
        sum_k 1[k != j] = K - 1
        sum_k 1[k = j]*abs(x_k) = abs(x_j)
        """,
        vectors={"real": "x y"},
    ),
    Group(
        "printed numbers",
        """
        exp(1) ~= 2.718
        exp(1) ~= 2.72
        1/(1 + exp(-1)) ~= 0.731
        sigma(2) ~= 0.881
        tanh(1/2) ~= 0.4621
        ln(2) ~= 0.6931
        -ln(0.9) ~= 0.105
        ln(10) ~= 2.30
        1/3 ~= 0.333
        2/3 ~= 0.667
        sqrt(2) ~= 1.414
        exp(3)/(exp(3) + exp(2) + exp(1)) ~= 0.665
        exp(1)/(exp(3) + exp(2) + exp(1)) ~= 0.090
        -ln(0.665) ~= 0.408
        pi ~= 3.14159
        1/(2*pi) ~= 0.159
        1/ln(2) ~= 1.44
        0.7*ln(0.7) + 0.3*ln(0.3) ~= -0.611
        1.5 - 0.1*0.25 = 1.475
        0.4 - 0.1*2.5 = 0.15
        0.05 - 0.01*(0.7 - 1)*2 = 0.056
        (0.8 - 1)^2 = 0.04
        (0.1^2 + 0.2^2)/2 = 0.025
        0.3*0.3 = 0.09
        0.9*(1 - 0.9) = 0.09
        ln(2) < 0.7
        exp(1) < 3
        tanh(1) > 3/4
        sqrt(2) + sqrt(3) > pi
        22/7 > pi
        exp(pi) > pi^exp(1)
        softplus(0) ~= 0.693
        sigma(0) = 1/2
        ln(1 + exp(-2.5)) ~= 0.0789
        sigma(2.5) - 1 ~= -0.0759
        """,
        numbers={"real": "x"},
    ),
)
