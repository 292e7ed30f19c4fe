r"""Binomial coefficients: \binom{n}{k} and {n \choose k}."""

from __future__ import annotations

from symloss.latex import tree as t


def binomial(upper: t.Node, lower: t.Node, start: int, end: int) -> t.Fraction:
    """Return n!/(k!(n - k)!) for n over k, standing from `start` to `end`."""

    def factorial(node: t.Node) -> t.Node:
        whole = t.Fenced(left="(", right=")", body=node, start=node.start, end=node.end)
        return t.Scripted(base=whole, sup=t.Label(text="!", start=start, end=end), start=node.start, end=node.end)

    rest = t.Sum(terms=(upper, lower), signs=("", "-"), start=start, end=end)
    bottom = t.Product(factors=(factorial(lower), factorial(rest)), separators=("",), start=start, end=end)
    return t.Fraction(numerator=factorial(upper), denominator=bottom, start=start, end=end)
