"""True inequalities (T2): squares, signs, monotone and convex functions, distributions, bounds of losses."""

from __future__ import annotations

from benchmarks.identities import SOFTMAX, Group

TIER = "T2"

GROUPS: tuple[Group, ...] = (
    Group(
        "squares",
        """
        x^2 >= 0
        (x - y)^2 >= 0
        x^2 + y^2 >= 2*x*y
        x*y <= (x^2 + y^2)/2
        x^2 + x*y + y^2 >= 0
        x^2 + y^2 + z^2 >= x*y + y*z + z*x
        (x + y)^2 <= 2*(x^2 + y^2)
        (x + y + z)^2 <= 3*(x^2 + y^2 + z^2)
        x^2 - 4*x + 5 > 0
        x^4 - 2*x^2 + 1 >= 0
        x*(1 - x) <= 1/4
        x^2 + 1 > 0
        x^2 + 1 >= 2*x
        x^4 + 1 >= x^3 + x
        x^4 + y^4 >= x^3*y + x*y^3
        2*x^2 + 3*y^2 + z^2 - 2*x*y - 2*y*z >= 0
        x*y <= x^2/(2*a) + a*y^2/2
        x*y <= a*x^2 + y^2/(4*a)
        (x*y + z)^2 <= (x^2 + 1)*(y^2 + z^2)
        (x + y)^2 <= (1 + a)*x^2 + (1 + 1/a)*y^2
        a + 1/a >= 2
        sqrt(a*b) <= (a + b)/2
        2*a*b/(a + b) <= (a + b)/2
        2*a*b/(a + b) <= sqrt(a*b)
        (a + b)/2 <= sqrt((a^2 + b^2)/2)
        a/b + b/a >= 2
        (a + b)*(1/a + 1/b) >= 4
        x/(1 + x^2) <= 1/2
        -1/2 <= x/(1 + x^2)
        x^2/(1 + x^2) < 1
        x^6 + 1 >= x^4 + x^2
        """,
        numbers={"real": "x y z", "positive": "a b"},
    ),
    Group(
        "absolute values",
        """
        abs(x + y) <= abs(x) + abs(y)
        abs(x - y) <= abs(x) + abs(y)
        abs(abs(x) - abs(y)) <= abs(x - y)
        abs(x) - abs(y) <= abs(x - y)
        x <= abs(x)
        -abs(x) <= x
        abs(x*y) <= (x^2 + y^2)/2
        abs(x - z) <= abs(x - y) + abs(y - z)
        max(x, y) >= x
        min(x, y) <= y
        max(x, y) >= (x + y)/2
        max(x, y) <= abs(x) + abs(y)
        relu(x) >= 0
        relu(x) >= x
        relu(x + y) <= relu(x) + relu(y)
        abs(relu(x) - relu(y)) <= abs(x - y)
        relu(x) <= abs(x)
        sign(x) <= 1
        -1 <= sign(x)
        1[x > 0] <= 1
        max(0, 1 - x) >= 1[x <= 0]
        max(0, 1 - x)^2 >= 1[x <= 0]
        max(0, 1 - x) >= 1 - x
        (x - y)^2/2 >= -abs(x - y) + (x - y)^2/2
        2*abs(x) <= x^2 + 1
        abs(x) <= sqrt(x^2 + 1)
        sqrt(x^2 + y^2) <= abs(x) + abs(y)
        abs(x) + abs(y) <= sqrt(2*(x^2 + y^2))
        abs(x)/(1 + abs(x)) < 1
        abs(sin(x)) <= 1
        cos(x)^2 <= 1
        """,
        numbers={"real": "x y z"},
    ),
    Group(
        "exponentials bounded",
        """
        exp(x) > 0
        exp(x) >= 1 + x
        exp(-x) >= 1 - x
        exp(x) > x
        exp(x) >= 2*x
        exp(x) >= e*x
        exp(x) + exp(-x) >= 2
        exp(x) - x >= 1
        x*exp(-x) <= exp(-1)
        x*exp(-x) < 1
        exp(x^2) >= 1 + x^2
        exp((x + y)/2) <= (exp(x) + exp(y))/2
        exp(t*x + (1 - t)*y) <= t*exp(x) + (1 - t)*exp(y)
        exp(x) - exp(y) >= exp(y)*(x - y)
        x >= 0 => exp(x) >= 1
        x > 0 => exp(x) > 1
        x < 0 => exp(x) < 1
        x > 0 => exp(x) > 1 + x
        x != 0 => exp(x) > 1 + x
        x > 0 => exp(x) > 1 + x + x^2/2
        x <= 0 => exp(x) <= 1 + x + x^2/2
        x >= 0 => 1 - exp(-x) <= x
        x > y => exp(x) > exp(y)
        x >= y => exp(-x) <= exp(-y)
        x^2*exp(-x^2) <= exp(-1)
        exp(-x^2/2) <= 1
        exp(x*y) <= (exp(x^2/2)*exp(y^2/2))
        cosh(x) >= 1
        cosh(x) >= 1 + x^2/2
        cosh(x) <= exp(x^2/2)
        x >= 0 => sinh(x) >= x
        cosh(x) > sinh(x)
        cosh(x) <= exp(abs(x))
        exp(-x)*(1 + x) <= 1
        x < 1 => exp(x) <= 1/(1 - x)
        """,
        numbers={"real": "x y", "unit": "t"},
    ),
    Group(
        "logarithms bounded",
        """
        ln(a) <= a - 1
        ln(a) >= 1 - 1/a
        ln(a) < a
        ln(1 + a) <= a
        ln(1 + a) < a
        ln(1 + a) >= a/(1 + a)
        ln(1 + a) > 0
        a*ln(a) >= a - 1
        a*ln(a) >= -exp(-1)
        a*ln(a) - a + 1 >= 0
        ln(a) <= a/e
        ln(a) <= 2*(sqrt(a) - 1)
        (ln(a) + ln(b))/2 <= ln((a + b)/2)
        t*ln(a) + (1 - t)*ln(b) <= ln(t*a + (1 - t)*b)
        a^t*b^(1 - t) <= t*a + (1 - t)*b
        a*ln(a/b) >= a - b
        a*ln(a/b) + b*ln(b/a) >= 0
        (a - b)*(ln(a) - ln(b)) >= 0
        a*x <= a*ln(a) - a + exp(x)
        ln(a) - ln(b) <= (a - b)/b
        a > 1 => ln(a) > 0
        a < 1 => ln(a) < 0
        a > b => ln(a) > ln(b)
        a > 1 => ln(a) < a - 1
        a > 1 => ln(a) > 2*(a - 1)/(a + 1)
        sqrt(1 + a) <= 1 + a/2
        sqrt(1 + a) < 1 + a/2
        sqrt(a) <= (1 + a)/2
        a/b - 1 - ln(a/b) >= 0
        (1 + x)^2 >= 1 + 2*x
        ln(1 + x^2) <= x^2
        ln(1 + x^2) <= abs(x)
        ln(t) < 0
        -ln(t) >= 1 - t
        -ln(t) > 1 - t
        ln(1 - t) <= -t
        -t*ln(t) > 0
        ln(1 - t) < 0
        """,
        numbers={"real": "x", "positive": "a b", "unit": "t"},
    ),
    Group(
        "activations bounded",
        """
        sigma(z) > 0
        sigma(z) < 1
        0 <= sigma(z)
        sigma(z)*(1 - sigma(z)) <= 1/4
        sigma'(z) <= 1/4
        sigma'(z) > 0
        sigma(z)*(1 - sigma(z)) > 0
        abs(sigma(z) - 1/2) < 1/2
        abs(sigma''(z)) <= 1/10
        tanh(z)^2 < 1
        tanh(z) < 1
        abs(tanh(z)) <= 1
        tanh'(z) <= 1
        tanh'(z) > 0
        d/dz tanh(z) <= 1
        z >= 0 => tanh(z) <= z
        z > 0 => tanh(z) < z
        abs(tanh(z)) <= abs(z)
        z > 0 => sigma(z) > 1/2
        z < 0 => sigma(z) < 1/2
        z >= 0 => sigma(z) >= 1/2
        z >= 0 => sigma(z) <= 1/2 + z/4
        sigma(z) <= exp(z)
        x > z => sigma(x) > sigma(z)
        x < z => tanh(x) < tanh(z)
        softplus(z) > 0
        softplus(z) > z
        softplus(z) > max(0, z)
        softplus(z) >= relu(z)
        softplus(z) <= relu(z) + ln(2)
        softplus(z) - relu(z) <= ln(2)
        softplus(z) >= ln(2) + z/2
        softplus(z) <= ln(2) + z/2 + z^2/8
        softplus(z) <= ln(2) + max(0, z)
        softplus(z) <= exp(z)
        softplus((x + z)/2) <= (softplus(x) + softplus(z))/2
        softplus(z) + softplus(-z) >= 2*ln(2)
        softplus(-z) < exp(-z)
        d2/dz2 softplus(z) > 0
        d2/dz2 softplus(z) <= 1/4
        ln(cosh(z)) >= 0
        ln(cosh(z)) <= z^2/2
        ln(cosh(z)) <= abs(z)
        ln(cosh(z)) >= abs(z) - ln(2)
        ln(cosh(z)) > abs(z) - ln(2)
        sqrt(1 + z^2) - 1 >= 0
        sqrt(1 + z^2) - 1 <= z^2/2
        sqrt(1 + z^2) - 1 <= abs(z)
        abs(z/sqrt(1 + z^2)) < 1
        softplus(z)/ln(2) >= 1[z >= 0]
        exp(-z) >= 1[z <= 0]
        softplus(-z)/ln(2) >= 1[z <= 0]
        z*sigma(z) >= -1/2
        abs(arctan(z)) <= abs(z)
        z >= 0 => arctan(z) <= z
        abs(x) <= 2 => sigma(x) >= 1/10
        -1 <= x and x <= 1 => sigma(x) <= 3/4
        1 <= x and x <= 2 => ln(x) >= (x - 1)/2
        """,
        numbers={"real": "x z"},
    ),
    Group(
        "losses bounded",
        """
        -(y*ln(a) + (1 - y)*ln(1 - a)) >= 0
        -(y*ln(a) + (1 - y)*ln(1 - a)) > 0
        (a - y)^2 <= 1
        (a - y)^2 < 1
        abs(a - y) < 1
        (a - y)^2 >= 0
        (1 - a)^2*(-ln(a)) > 0
        -(1 - a)^2*ln(a) <= -ln(a)
        -(1 - a)^g*ln(a) > 0
        (1 - a)^g <= 1
        (1 - a)^g < 1
        -(q*ln(q) + (1 - q)*ln(1 - q)) > 0
        -(q*ln(q) + (1 - q)*ln(1 - q)) <= ln(2)
        q*ln(q/a) + (1 - q)*ln((1 - q)/(1 - a)) >= 0
        q*ln(q/a) + (1 - q)*ln((1 - q)/(1 - a)) >= 2*(q - a)^2
        -(q*ln(a) + (1 - q)*ln(1 - a)) >= -(q*ln(q) + (1 - q)*ln(1 - q))
        (a - y)^2 <= -(y*ln(a) + (1 - y)*ln(1 - a))
        1/(a*(1 - a)) >= 4
        a*(1 - a) <= 1/4
        2*a*(1 - a) <= 1/2
        abs(2*(a - y)*a*(1 - a)) < 1/2
        cases(r^2/2 if abs(r) <= h; h*(abs(r) - h/2) otherwise) <= r^2/2
        cases(r^2/2 if abs(r) <= h; h*(abs(r) - h/2) otherwise) <= h*abs(r)
        cases(r^2/2 if abs(r) <= h; h*(abs(r) - h/2) otherwise) >= 0
        cases(r^2/2 if abs(r) <= h; h*(abs(r) - h/2) otherwise) >= h*abs(r) - h^2/2
        h*(sqrt(h^2 + r^2) - h) <= r^2/2
        sqrt(h^2 + r^2) - h <= abs(r)
        abs(max(-h, min(r, h))) <= h
        cases(q*r if r >= 0; (q - 1)*r otherwise) >= 0
        h^2/2*ln(1 + r^2/h^2) <= r^2/2
        h^2/2*(1 - exp(-r^2/h^2)) <= r^2/2
        h^2/2*(1 - exp(-r^2/h^2)) < h^2/2
        exp(r) - r - 1 >= 0
        exp(h*r) - h*r - 1 >= 0
        """,
        numbers={"real": "r", "unit": "a q", "binary": "y", "positive": "h g"},
    ),
    Group(
        "sums bounded",
        """
        sum_k x_k^2 >= 0
        sum_k (x_k - y_k)^2 >= 0
        sum_k abs(x_k) >= 0
        sum_k exp(x_k) > 0
        x_j^2 <= sum_k x_k^2
        exp(x_j) <= sum_k exp(x_k)
        2*sum_k x_k*y_k <= sum_k x_k^2 + sum_k y_k^2
        (sum_k x_k*y_k)^2 <= (sum_k x_k^2)*(sum_k y_k^2)
        (sum_k x_k)^2 <= K*sum_k x_k^2
        (sum_k x_k/K)^2 <= sum_k x_k^2/K
        sum_k x_k^2 - (sum_k x_k)^2/K >= 0
        sum_k (x_k - (sum_i x_i)/K)^2 <= sum_k x_k^2
        sum_k abs(x_k + y_k) <= sum_k abs(x_k) + sum_k abs(y_k)
        sum_k x_k <= sum_k abs(x_k)
        sum_k (x_k + y_k)^2 <= 2*sum_k x_k^2 + 2*sum_k y_k^2
        sum_k relu(x_k) >= sum_k x_k
        sum_k softplus(x_k) > sum_k x_k
        sum_k exp(x_k) >= K + sum_k x_k
        sum_k softplus(x_k) >= K*ln(2) + sum_k x_k/2
        sum_k sigma(x_k)*(1 - sigma(x_k)) <= K/4
        ln(sum_k exp(x_k)) >= x_j
        x_j <= ln(sum_k exp(x_k))
        ln(sum_k exp(x_k)) >= ln(K) + (sum_k x_k)/K
        ln(sum_k exp(x_k)) <= ln(K) + max_k x_k
        ln(sum_k exp(x_k)) >= max_k x_k
        max_k x_k >= x_j
        min_k x_k <= x_j
        (sum_k x_k)/K <= max_k x_k
        sum_k exp(x_k - max_i x_i) <= K
        sum_k exp(x_k - max_i x_i) >= 1
        abs(sum_k x_k*y_k) <= sqrt(sum_k x_k^2)*sqrt(sum_k y_k^2)
        sqrt(sum_k (x_k + y_k)^2) <= sqrt(sum_k x_k^2) + sqrt(sum_k y_k^2)
        sum_k abs(x_k) <= sqrt(K)*sqrt(sum_k x_k^2)
        sqrt(sum_k x_k^2) <= sum_k abs(x_k)
        max_k x_k <= sqrt(sum_k x_k^2)
        sqrt(sum_k x_k^2/K) >= (sum_k x_k)/K
        ln(sum_k exp((x_k + y_k)/2)) <= (ln(sum_k exp(x_k)) + ln(sum_k exp(y_k)))/2
        ln(sum_k exp(2*x_k))/2 <= ln(K)/2 + max_k x_k
        sqrt(sum_k x_k^2) <= sqrt(K)*max_k abs(x_k)
        """,
        vectors={"real": "x y"},
    ),
    Group(
        "the largest of many bounded",
        """
        max_k (x_k + y_k) <= max_k x_k + max_k y_k
        max_{k != i} x_k <= max_k x_k
        min_{k != i} x_k >= min_k x_k
        j != i => x_j <= max_{k != i} x_k
        relu(1 + max_{k != i} x_k - x_i) <= sum_{k != i} relu(1 + x_k - x_i)
        j != i => sum_{k != i} relu(1 + x_k - x_i) >= relu(1 + x_j - x_i)
        ln(1 + sum_{k != i} exp(x_k - x_i)) >= relu(max_{k != i} x_k - x_i)
        exp(x_i) < sum_k exp(x_k)
        max_k x_k < ln(sum_k exp(x_k))
        i != j => exp(x_i) + exp(x_j) <= sum_k exp(x_k)
        """,
        vectors={"real": "x y"},
        facts=("K >= 2",),
    ),
    Group(
        "softmax bounded",
        """
        p_j > 0
        p_j <= 1
        p_j*(1 - p_j) <= 1/4
        p_j*(1 - p_j) >= 0
        dp_j/ds_j >= 0
        dp_j/ds_j <= 1/4
        i != j => dp_i/ds_j < 0
        ln(p_j) <= 0
        -ln(p_j) >= 0
        sum_k p_k^2 <= 1
        sum_k p_k^2 >= 1/K
        sum_k p_k^2 > 0
        -(sum_k p_k*ln(p_k)) >= 0
        -(sum_k p_k*ln(p_k)) <= ln(K)
        sum_k p_k*s_k <= ln(sum_k exp(s_k))
        sum_k p_k*v_k^2 - (sum_k p_k*v_k)^2 >= 0
        (sum_k p_k*v_k)^2 <= sum_k p_k*v_k^2
        sum_i sum_j v_i*p_j*(delta(i, j) - p_i)*v_j >= 0
        sum_k p_k*v_k <= max_k v_k
        min_k v_k <= sum_k p_k*v_k
        s_i >= s_j => p_i >= p_j
        s_i > s_j => p_i > p_j
        sum_k p_k*exp(v_k) >= exp(sum_k p_k*v_k)
        ln(sum_k p_k*exp(v_k)) >= sum_k p_k*v_k
        """,
        vectors={"real": "s v"},
        where=SOFTMAX,
    ),
    Group(
        "distributions bounded",
        """
        q_j <= 1
        q_j > 0
        ln(q_j) <= 0
        q_j^2 <= q_j
        sum_k q_k^2 <= 1
        sum_k q_k^2 >= 1/K
        1 - sum_k q_k^2 >= 0
        -(sum_k q_k*ln(q_k)) >= 0
        -(sum_k q_k*ln(q_k)) <= ln(K)
        sum_k q_k*ln(q_k/r_k) >= 0
        sum_k q_k*ln(q_k) - sum_k q_k*ln(r_k) >= 0
        -(sum_k q_k*ln(r_k)) >= -(sum_k q_k*ln(q_k))
        -(sum_k q_k*ln(r_k)) >= 0
        sum_k q_k*r_k <= 1
        sum_k (q_k - r_k)^2 <= 2
        sum_k q_k*x_k^2 >= (sum_k q_k*x_k)^2
        sum_k q_k*(x_k - c)^2 >= 0
        sum_k q_k*(x_k - sum_i q_i*x_i)^2 <= sum_k q_k*(x_k - c)^2
        sum_k q_k*exp(x_k) >= exp(sum_k q_k*x_k)
        sum_k q_k*softplus(x_k) >= softplus(sum_k q_k*x_k)
        sum_k q_k*abs(x_k) >= abs(sum_k q_k*x_k)
        sum_k q_k*x_k <= max_k x_k
        sum_k q_k^2/r_k >= 1
        sum_k sqrt(q_k*r_k) <= 1
        sum_k q_k*ln(1/q_k) <= ln(K)
        max_k q_k >= 1/K
        min_k q_k <= 1/K
        1 - max_k q_k <= 1 - sum_k q_k^2
        ln(sum_k q_k*exp(x_k)) >= sum_k q_k*x_k
        ln(sum_k q_k*r_k) >= sum_k q_k*ln(r_k)
        1/(sum_k q_k*r_k) <= sum_k q_k/r_k
        sum_k q_k*ln(exp(x_k)/q_k) <= ln(sum_k exp(x_k))
        sum_k q_k*ln(q_k/r_k) <= sum_k q_k^2/r_k - 1
        1/K*sum_k ln(q_k) <= -ln(K)
        """,
        numbers={"real": "c"},
        vectors={"real": "x", "inner": "q r"},
    ),
)
