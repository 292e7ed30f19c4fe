"""How the coefficients in the runtime's `_special.py` were found: Chebyshev interpolation in high precision.

    python benchmarks/normal_tails.py [--degree 30]

R(t) = Phi(-t)/phi(t) is Mills' ratio and Q(t) = 1 - t*R(t). (1 + t)*R(t) and (1 + t)^2*Q(t) are smooth
in u = (t - c)/(t + c), which takes t >= 0 to -1 <= u < 1; they are interpolated there, and printed as
polynomials in u, with the largest relative error of the interpolation.
"""

from __future__ import annotations

import argparse

import mpmath as mp


def mills(t: mp.mpf) -> mp.mpf:
    if t > 60:  # the continued fraction converges fast there
        found = t
        for k in range(200, 0, -1):
            found = t + k / found
        return 1 / found
    return mp.sqrt(mp.pi / 2) * mp.exp(t * t / 2) * mp.erfc(t / mp.sqrt(2))


def scaled(u: mp.mpf, c: mp.mpf, which: str) -> mp.mpf:
    t = c * (1 + u) / (1 - u)
    r = mills(t)
    return (1 + t) * r if which == "R" else (1 + t) ** 2 * (1 - t * r)


def monomials(values: list[mp.mpf]) -> list[mp.mpf]:
    """Return the polynomial in u, lowest power first, through values at the Chebyshev nodes."""
    n = len(values)
    chebyshev = [
        mp.fsum(v * mp.cos(mp.pi * k * (j + mp.mpf(1) / 2) / n) for j, v in enumerate(values))
        * (1 if k == 0 else 2)
        / n
        for k in range(n)
    ]
    total, before, now = [mp.mpf(0)] * n, [mp.mpf(1)], [mp.mpf(0), mp.mpf(1)]
    for k, coefficient in enumerate(chebyshev):
        for i, x in enumerate(before):
            total[i] += coefficient * x
        after = [mp.mpf(0), *(2 * x for x in now)]
        for i, x in enumerate(before):
            after[i] -= x
        before, now = (now, after) if k else ([mp.mpf(0), mp.mpf(1)], [mp.mpf(-1), mp.mpf(0), mp.mpf(2)])
    return total


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--degree", type=int, default=28)
    parser.add_argument("--c", type=float, default=4.0)
    chosen = parser.parse_args()
    mp.mp.dps = 80
    n, c = chosen.degree + 1, mp.mpf(chosen.c)
    for which in "RQ":
        nodes = [mp.cos(mp.pi * (j + mp.mpf(1) / 2) / n) for j in range(n)]
        polynomial = monomials([scaled(u, c, which) for u in nodes])
        worst = mp.mpf(0)
        for i in range(1, 400):
            u = mp.cos(mp.pi * i / 400)
            exact = scaled(u, c, which)
            worst = max(worst, abs(mp.polyval(polynomial[::-1], u) / exact - 1))
        print(f"{which}: {mp.nstr(worst, 3)}")
        for x in polynomial:
            print(f"    {float(x)!r},")


if __name__ == "__main__":
    main()
