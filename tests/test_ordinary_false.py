"""Ordinary writing, by subject: what is false as it stands is never proved.

Each line is a claim; the notes are separated by dashes. The last claim of a note is false; what is true on a condition says so.
"""

import pytest

from tests.notes import verdicts

CLAIMS = r"""
# losses
L = \frac{1}{2} (y - \hat y)^2, \quad \frac{\partial L}{\partial \hat y} = y - \hat y
L = (y - \hat y)^2, \quad \frac{\partial L}{\partial \hat y} = \hat y - y
L = -y \log \hat y - (1 - y) \log (1 - \hat y), \quad \frac{\partial L}{\partial \hat y} = \hat y - y
\frac{d}{d p} [-y \ln p - (1 - y) \ln (1 - p)] = -\frac{y}{p} - \frac{1-y}{1-p}
\ell(z) = \log(1 + e^{-z}), \ell'(z) = -\sigma(z)
\log(1 + e^{z}) - z = \log(1 - e^{-z})
\log(1 + e^{z}) = \log 1 + z
\max(a, b) = \frac{a + b - |a - b|}{2}
\min(a, b) = \max(-a, -b)
\frac{d}{dr} \sqrt{1 + r^2} = \frac{1}{2 \sqrt{1 + r^2}}
\frac{d}{dr} \log \cosh r = \frac{1}{\cosh r}
\frac{d}{d p} (1-p)^\gamma \log p = \frac{(1-p)^\gamma}{p} + \gamma (1-p)^{\gamma - 1} \log p
-\log \sigma(z) = \text{softplus}(z)
\text{softplus}(x) + \text{softplus}(-x) = x
\frac{d}{d\hat y} (\hat y - y \log \hat y) = 1 + \frac{y}{\hat y}
L = e^{-y f} \Rightarrow \frac{\partial L}{\partial f} = -e^{-y f}
(y - \hat y)^2 = y^2 - \hat y^2
\sum_i (y_i - \bar y)^2 = \sum_i y_i^2 - \bar y^2, \quad \bar y = \frac1n \sum_{i=1}^n y_i
\frac{1}{n}\sum_{i=1}^n (y_i - c)^2 = \frac{1}{n}\sum_{i=1}^n (y_i - \bar y)^2, \quad \bar y = \frac1n \sum_i y_i
F_1 = \frac{2 P R}{P + R} = \frac{1}{\frac{1}{P} + \frac{1}{R}}
\frac{TP}{TP + FN} + \frac{FP}{TP + FP} = 1
|a - b|^2 = |a|^2 - |b|^2
# softmax
\sum_{i=1}^K \frac{e^{z_i}}{\sum_{j=1}^K e^{z_j}} = K
\text{softmax}(z)_i = \frac{1}{\sum_{j \ne i} e^{z_j - z_i}}
\text{softmax}([0, \ln 3]) = [0.75, 0.25]
\text{softmax}(c x) = \text{softmax}(x)
\text{softmax}(-x) = -\text{softmax}(x)
\frac{e^{z_1}}{e^{z_1} + e^{z_2}} = \sigma(z_2 - z_1)
\log \sum_i e^{x_i} = \log m + \log \sum_i e^{x_i - m}
\log \sum_i e^{x_i} = \sum_i x_i
\text{LSE}(x) = \log \sum_i e^{x_i}, \quad \text{LSE}(c x) = c \text{LSE}(x)
\frac{\partial}{\partial z_k} \log \sum_j e^{z_j} = \frac{1}{\sum_j e^{z_j}}
p_i = \frac{e^{z_i}}{\sum_j e^{z_j}} \Rightarrow \log \frac{p_i}{p_j} = \frac{z_i}{z_j}
p = \text{softmax}(z), \quad \frac{\partial p_i}{\partial z_i} = p_i (1 + p_i)
p = \text{softmax}(z), \quad \frac{\partial p_i}{\partial z_j} = p_j (\delta_{ij} - p_j)
\frac{\partial L}{\partial z_k} = y_k - p_k, \quad L = -\sum_j y_j \log p_j, \quad p_j = \frac{e^{z_j}}{\sum_i e^{z_i}}
J = \text{diag}(p) - p p^T, \quad J_{ij} = p_i - p_i p_j
p^T (\text{diag}(p) - p p^T) = p^T - (p^T p) p^T
# activations
\sigma'(x) = \sigma(x)(1 + \sigma(x))
\sigma'(x) = \frac{e^{-x}}{1 + e^{-x}}
\sigma''(x) = \sigma(x) (1 - \sigma(x)) (1 - \sigma(x))
\sigma(x) = \frac12 + \frac12 \tanh x, \quad \sigma(x) = \frac{1}{1 + e^{-x}}
\sigma(-x) = -\sigma(x)
\sigma(2x) = 2\sigma(x)
\sigma(x + y) = \sigma(x) + \sigma(y)
\text{logit}(p) = \log p + \log(1 - p)
\frac{d}{dp} \log \frac{p}{1-p} = \frac{1}{p} - \frac{1}{1-p}
\tanh x = \frac{e^x + e^{-x}}{e^x - e^{-x}}
\tanh(-x) = \tanh x
\tanh 2x = 2 \tanh x
\frac{d}{dx} x \sigma(x) = \sigma'(x)
\text{ReLU}(x + y) = \text{ReLU}(x) + \text{ReLU}(y)
\text{ReLU}(x) = \frac{x - |x|}{2}
\text{ReLU}(-x) = -\text{ReLU}(x)
\frac{d}{dx} \arctan x = \frac{1}{1 - x^2}
\lim_{x \to \infty} \sigma(x) = 0
\lim_{x \to -\infty} \tanh x = 0
\phi(x) = \frac{1}{\sqrt{2\pi}} e^{-x^2/2}, \phi'(x) = x \phi(x)
\phi(x) = \frac{1}{\sqrt{2\pi}} e^{-x^2/2}, \phi'(x) = -\phi(x)
# backprop
z = w x + b, a = \sigma(z), L = \frac12 (a - y)^2, \quad \frac{\partial L}{\partial w} = (a - y) x
z = w x + b, a = \sigma(z), L = \frac12 (a - y)^2, \quad \frac{\partial L}{\partial b} = (a - y) \sigma(z)
z = w x + b, a = \tanh z, L = \frac12 (a - y)^2 \Rightarrow \frac{\partial L}{\partial w} = (a - y) (1 - a) x
z_i = \sum_j W_{ij} x_j, \quad \frac{\partial z_i}{\partial W_{ij}} = x_i
z_i = \sum_j W_{ij} x_j, \quad \frac{\partial z_i}{\partial x_j} = W_{ji}
z_i = \sum_j W_{ij} x_j, \quad \frac{\partial L}{\partial x_j} = \sum_i W_{ji} \frac{\partial L}{\partial z_i}
E = \frac12 \sum_j (t_j - o_j)^2, \quad \frac{\partial E}{\partial o_j} = t_j - o_j
E = \frac12 \sum_j (t_j - o_j)^2, \quad \frac{\partial E}{\partial o_j} = \sum_j (o_j - t_j)
net_j = \sum_i w_{ij} o_i \implies \frac{\partial net_j}{\partial w_{ij}} = o_j
q = x + y, f = q z, \frac{\partial f}{\partial x} = q
y = f(u), u = g(x) \Rightarrow \frac{dy}{dx} = f'(u)
y = f(u), u = g(x) \Rightarrow \frac{dy}{dx} = f'(x) g'(x)
h = \tanh(w h_0 + u x), \quad \frac{\partial h}{\partial h_0} = w
h = \tanh(w h_0 + u x), \quad \frac{\partial h}{\partial w} = 1 - h^2
y = x + F(x) \implies y' = F'(x)
# norms
\mu = \frac1m \sum_{i=1}^m x_i, \quad \frac{\partial \mu}{\partial x_i} = 1
\mu = \frac1m \sum_{i=1}^m x_i, \quad \frac{\partial}{\partial x_j} (x_i - \mu) = \delta_{ij}
y_i = \gamma \hat x_i + \beta, \quad \frac{\partial L}{\partial \gamma} = \sum_i \frac{\partial L}{\partial y_i}
y_i = \gamma \hat x_i + \beta, \quad \frac{\partial L}{\partial \hat x_i} = \frac{\partial L}{\partial y_i}
\frac{\partial}{\partial v} (v + \epsilon)^{-1/2} = -\frac12 (v + \epsilon)^{-1/2}
\frac{\partial}{\partial v} (v + \epsilon)^{-1/2} = \frac12 (v + \epsilon)^{-3/2}
\mu = \frac1m \sum_{i=1}^m x_i, \quad \frac1m \sum_{i=1}^m (x_i - \mu)^2 = \frac1m \sum_{i=1}^m x_i^2 + \mu^2
\mu = \frac1m \sum_{i=1}^m x_i, \quad \sum_{i=1}^m (x_i - \mu)^2 = \sum_{i=1}^m x_i^2 - \mu^2
\frac{\partial}{\partial x_i} \|x\| = x_i
\nabla_x \|x\|^2 = x
\frac{\partial}{\partial x} \frac{x}{\|x\|} = \frac{I}{\|x\|}
# attention
S = Q K^T, \quad S^T = Q^T K
e_j = q^T k_j, \quad \frac{\partial e_j}{\partial q} = q
e_{ij} = q_i^T k_j, \quad e_{ij} = e_{ji}
(Q R)(K R)^T = Q K^T
\sin 2\theta = 2 \sin \theta
# regression
\nabla_\beta \|y - X\beta\|^2 = 2 X^T (y - X \beta)
\nabla_\beta \|y - X\beta\|^2 = -X^T (y - X \beta)
\nabla_\beta \|y - X\beta\|_2^2 + \lambda \|\beta\|_2^2 = -2 X^T (y - X\beta) + \lambda \beta
\nabla_\beta \|y - X\beta\|^2 = -2 X (y - X \beta)
(y - Xw)^T(y - Xw) = y^T y + w^T X^T X w
(y - Xw)^T(y - Xw) = y^T y - 2 w^T X^T y - w^T X^T X w
H = X (X^T X)^{-1} X^T, \quad H^2 = 2H
\nabla_w \sum_i \log(1 + e^{-y_i w^T x_i}) = -\sum_i \frac{y_i x_i}{1 + e^{-y_i w^T x_i}}
\frac{\partial}{\partial w_j} [y \log p + (1-y) \log(1-p)] = (p - y) x_j, \quad p = \sigma(w^T x)
p = \sigma(w^T x), \quad \frac{\partial p}{\partial w_j} = p (1-p)
p = \sigma(w^T x), \quad \frac{\partial p}{\partial w_j} = p (1-p) w_j
A(\eta) = \log(1 + e^\eta), \quad A''(\eta) = \sigma(\eta)
P(y) = \frac{e^{-\lambda} \lambda^y}{y!} = \frac{1}{y!} \exp(y \log \lambda + \lambda)
p^y (1-p)^{1-y} = \exp\left(y \log\frac{p}{1-p} - \log(1-p)\right)
# likelihood
\frac{k}{p} - \frac{n-k}{1-p} = 0 \Rightarrow p = \frac nk
\frac{d}{dp} [k \log p + (n-k) \log(1-p)] = \frac{k}{p} + \frac{n-k}{1-p}
\frac{d}{d\lambda} [n \log\lambda - \lambda \sum_i x_i] = \frac 1\lambda - \sum_i x_i
\log \prod_{i=1}^n f(x_i) = \prod_{i=1}^n \log f(x_i)
\log \sum_i p_i = \sum_i \log p_i
-\frac{(x-\mu)^2}{2\sigma^2} = -\frac{x^2}{2\sigma^2} + \frac{2 \mu x}{\sigma^2} - \frac{\mu^2}{2\sigma^2}
-\frac{(x-\mu)^2}{2\sigma^2} = -\frac{x^2}{2\sigma^2} + \frac{\mu x}{\sigma^2} + \frac{\mu^2}{2\sigma^2}
(x-\mu)^T A (x-\mu) = x^T A x - \mu^T A \mu
\nabla_\mu \left[-\frac12 (x-\mu)^T A (x-\mu)\right] = -A (x-\mu), \quad A = A^T
\int_{-\infty}^\infty e^{-x^2/2} dx = \sqrt{\pi}
\int_{-\infty}^\infty x^2 \frac{1}{\sqrt{2\pi}} e^{-x^2/2} dx = 0
# kl elbo em
KL(p\|q) = KL(q\|p)
KL(p\|q) = \sum_x p(x) \log\frac{p(x)}{q(x)}, \quad KL(p\|q) = \sum_x p(x) \log\frac{q(x)}{p(x)}
\frac{\partial}{\partial\mu_j} \frac12 \sum_j (\mu_j^2 + \sigma_j^2 - 1 - \log\sigma_j^2) = \sum_j \mu_j
\frac{\partial}{\partial \sigma} \frac12 (\mu^2 + \sigma^2 - 1 - \log \sigma^2) = \sigma - \frac{1}{2\sigma}
z = \mu + \sigma\epsilon, \quad \frac{\partial z}{\partial\sigma} = \sigma
H(p) = -p\log p - (1-p)\log(1-p), \quad H'(p) = \log\frac{p}{1-p}
H(p) = -\sum_i p_i\log p_i, \quad \frac{\partial H}{\partial p_i} = -\log p_i
\sum_k \gamma_{nk} = N, \quad \gamma_{nk} = \frac{\pi_k f_k(x_n)}{\sum_j \pi_j f_j(x_n)}
\log \sum_k \pi_k f_k(x) = \sum_k \pi_k \log f_k(x)
\log \sum_k \pi_k f_k(x) = \sum_k \log \pi_k f_k(x)
\log\sigma^2 = (\log\sigma)^2
# svm pca boosting
\nabla_w \left( \frac12 \|w\|^2 - \sum_i \alpha_i (y_i (w^T x_i + b) - 1) \right) = w + \sum_i \alpha_i y_i x_i
\nabla_w \left( \frac12 \|w\|^2 - \sum_i \alpha_i (y_i (w^T x_i + b) - 1) \right) = w - \sum_i \alpha_i x_i
(x^T z)^2 = \sum_i x_i^2 z_i^2
(x^T z)^2 = \|x\|^2 \|z\|^2
(x^T z + 1)^2 = (x^T z)^2 + 1
e^{-\gamma\|x-z\|^2} = e^{-\gamma\|x\|^2} e^{-2\gamma x^T z} e^{-\gamma\|z\|^2}
\|x - z\|^2 = \|x\|^2 - 2 x^T z - \|z\|^2
\|x - z\| = \|x\| - \|z\|
\nabla_w (w^T S w - \lambda (w^T w - 1)) = 2 S w - \lambda w
X = U D V^T \Rightarrow X^T X = U D^2 U^T
\alpha_t = \frac12 \ln\frac{1-\epsilon_t}{\epsilon_t}, \quad e^{-\alpha_t} = \frac{\epsilon_t}{1-\epsilon_t}
\frac{d}{d\alpha} [(1-\epsilon)e^{-\alpha} + \epsilon e^\alpha] = (1-\epsilon)e^{-\alpha} + \epsilon e^\alpha
w^* = -\frac{G}{H + \lambda}, \quad G w^* + \frac12 (H + \lambda) {w^*}^2 = \frac12 \frac{G^2}{H+\lambda}
\frac{\partial}{\partial w} \left(G w + \frac12 (H + \lambda) w^2\right) = G + H w + \lambda
\sum_k p_k (1-p_k) = 1 + \sum_k p_k^2, \quad \sum_k p_k = 1
# matrix calculus
\frac{\partial x^T x}{\partial x} = x
\nabla_x x^T A x = (A - A^T) x
\nabla_x (Ax - b)^T (Ax - b) = 2 A (Ax - b)
\nabla_x (Ax - b)^T (Ax - b) = A^T (Ax - b)
\frac{\partial a^T X b}{\partial X} = b^T a
\frac{\partial a^T X b}{\partial X} = a^T b
\frac{\partial \text{tr}(AX)}{\partial X} = X^T
\text{tr}(ABC) = \text{tr}(ACB)
\text{tr}(AB) = \text{tr}(A) \text{tr}(B)
\text{tr}(x x^T) = x x^T
\det(A + B) = \det A + \det B
\det(cA) = c \det A
(A + B)^{-1} = A^{-1} + B^{-1}
(ABC)^T = A^T B^T C^T
(A + B)^2 = A^2 + B^2
\|A + B\|_F^2 = \|A\|_F^2 + \|B\|_F^2
x^T y = x y^T
(x y^T)^T = x y^T
x^T A y = y^T A x
\text{diag}(a) b = a b^T
x \odot (A y) = A (x \odot y)
\mathbf{1}^T x = \sum_i x_i^2
(A^T A)^T = A A^T
\|A x\|^2 = x^T A A^T x
\|A x\|^2 = \|A\|^2 \|x\|^2
\mathbf{u} \mathbf{v}^T = \mathbf{v} \mathbf{u}^T
(\mathbf{u}^T \mathbf{v})^2 = \mathbf{u}^T \mathbf{u} \mathbf{v}^T \mathbf{v}
# probability
E[XY] = E[X] E[Y]
E[X^2] = (E[X])^2
E[1/X] = 1/E[X]
E[e^X] = e^{E[X]}
E[\log X] = \log E[X]
E[aX + b] = aE[X]
Var(aX) = a Var(X)
Var(aX + b) = a^2 Var(X) + b
Var(X + Y) = Var(X) + Var(Y)
Var(X - Y) = Var(X) - Var(Y)
Var(X) = E[X^2] + E[X]^2
Var(X) = E[X]^2 - E[X^2]
Cov(X, Y) = E[XY] + E[X] E[Y]
Cov(aX, bY) = (a + b) Cov(X, Y)
P(A \cup B) = P(A) + P(B)
P(A|B) = P(B|A)
P(A \cap B) = P(A) P(B)
P(A|B) = \frac{P(A|B) P(A)}{P(B)}
p(x, y) = p(x) p(y)
p(x|y) = \frac{p(y|x) p(y)}{p(x)}
p(x) = p(x|z) p(z)
\sum_{k=0}^n \binom nk = n^2
\binom{n}{k} = \frac{n!}{k!}
\binom{n}{k} = \binom{n}{k-1}
\int_0^\infty \lambda e^{-\lambda x} dx = \lambda
\int_0^\infty x \lambda e^{-\lambda x} dx = \lambda
\int_a^b \frac{x}{b-a} dx = \frac{b - a}{2}
M(t) = e^{\mu t + \frac{\sigma^2 t^2}{2}}, \quad M''(0) = \sigma^2
p (1 - p) = p - 2p^2
n! = n (n+1)!
# series limits inequalities
\sum_{i=1}^n i = \frac{n(n-1)}{2}
\sum_{i=0}^n i^2 = \frac{n(n+1)(n+2)}{6}
\sum_{i=0}^{n} r^i = \frac{1-r^n}{1-r}
\sum_{i=1}^{n} r^i = \frac{1-r^{n+1}}{1-r}
\sum_{k=1}^n (2k + 1) = n^2
\sum_{k=1}^n c = c
\sum_{i=1}^n a_i b_i = \sum_{i=1}^n a_i \sum_{i=1}^n b_i
\left(\sum_{i=1}^n a_i\right)^2 = \sum_{i=1}^n a_i^2
\sum_{i=1}^n \sum_{j=1}^n a_i b_j = \sum_{i=1}^n a_i b_i
\sum_{i=1}^n \frac{a_i}{b_i} = \frac{\sum_{i=1}^n a_i}{\sum_{i=1}^n b_i}
\prod_{i=1}^n c a_i = c \prod_{i=1}^n a_i
\prod_{i=1}^n e^{a_i} = e^{\prod_{i=1}^n a_i}
\sum_{i=0}^n a_i = \sum_{i=1}^n a_i
\sum_{i=1}^n a_{i+1} = \sum_{i=1}^n a_i
\frac{1}{k(k+1)} = \frac1k + \frac{1}{k+1}
\frac{1}{a + b} = \frac1a + \frac1b
e^x \ge 1 + 2x
e^x \le 1 + x
\ln x \ge x - 1
x^2 \ge x
|x + y| \ge |x| + |y|
|x + y| = |x| + |y|
(a+b)^2 \le a^2 + b^2
x(1-x) \le \frac18
\|x\|_1 \le \|x\|_2
\|x + y\| = \|x\| + \|y\|
\lim_{x\to0} \frac{\sin x}{x} = 0
\lim_{x\to0} \frac{e^x - 1}{x} = 0
\lim_{h\to0} \frac{(x+h)^2 - x^2}{h} = x
\lim_{x\to\infty} \frac{\ln x}{x} = 1
\lim_{n\to\infty} (1 + \frac{2}{n})^n = e
\lim_{x\to0^+} x\ln x = 1
# calculus algebra
\frac{d}{dx} \frac1x = \frac{1}{x^2}
\frac{d}{dx} \sqrt x = \frac{1}{\sqrt x}
\frac{d}{dx} a^x = x a^{x-1}
\frac{d}{dx} a^x = a^x
\frac{d}{dx} x^x = x x^{x-1}
\frac{d}{dx} \log_2 x = \frac{1}{x}
\frac{d}{dx} e^{2x} = e^{2x}
\frac{d}{dx} e^{x^2} = 2 x e^{2x}
\frac{d}{dx} \sin(x^2) = \cos(x^2)
\frac{d}{dx} \cos x = \sin x
\frac{d}{dx} \ln(2x) = \frac{1}{2x}
\frac{d}{dx} (1 - x)^2 = 2 (1 - x)
\frac{d}{dx} f(x) g(x) = f'(x) g'(x)
\frac{d}{dx} f(g(x)) = f'(g(x))
\frac{d}{dx} \ln f(x) = \frac{1}{f(x)}
\left(\frac fg\right)' = \frac{f'g + fg'}{g^2}
\left(\frac fg\right)' = \frac{f'}{g'}
(fg)' = f' g'
\nabla \log f = \frac{1}{f}
\nabla_\theta p_\theta(x) = \nabla_\theta\log p_\theta(x)
\int x e^x dx = x e^x + C
\int \ln x \, dx = \frac1x + C
\int e^{2x} dx = e^{2x} + C
\int_0^1 x^2 dx = \frac12
\int_0^1 x(1-x) dx = \frac13
\int_0^{2} (1 - x) dx = 1
\log(a + b) = \log a + \log b
\log(a b) = \log a \log b
\log \frac ab = \frac{\log a}{\log b}
\log(a - b) = \log a - \log b
\log a^n = (\log a)^n
e^{a + b} = e^a + e^b
e^{ab} = e^a e^b
(e^a)^b = e^{a^b}
(a + b)^2 = a^2 + b^2
(a - b)^2 = a^2 - b^2
(a - b)^2 = a^2 - 2ab - b^2
\sqrt{a + b} = \sqrt a + \sqrt b
\sqrt{a^2 + b^2} = a + b
\frac{a + b}{a} = b
\frac{a}{b + c} = \frac ab + \frac ac
a^m a^n = a^{mn}
(a^m)^n = a^{m + n}
-(a - b) = -a - b
2^{-n} = -2^n
x^{-1} = -x
\frac{1}{1 + e^{-x}} = 1 + e^x
\partial_x (x^2 y) = 2x + y
f(x, y) = x^2 y, \quad \frac{\partial f}{\partial x} = x^2
f(x, y) = x y, \quad \frac{\partial^2 f}{\partial x \partial y} = 0
y = \ln u, \ u = x^2 + 1 \implies \frac{dy}{dx} = \frac{1}{x^2+1}
f(x) = x^2 \Rightarrow f(x + 1) = x^2 + 1
f(x) = x^2 \Rightarrow f(2x) = 2 x^2
f(x) = 2x + 1, \quad f^{-1}(x) = \frac{x + 1}{2}
f(x) = x^2, g(x) = x + 1, \quad f(g(x)) = x^2 + 1
# numbers
z = 0.5 \cdot 2 + 0.1 = 1.2
\sigma(1.1) \approx 0.7603
\sigma(0) = 0
\sigma'(0) = 0.5
\tanh'(0) = 0
\frac{1}{1 + e^{-2}} = 0.1192
0.5 \cdot 0.8 + 0.3 \cdot (-0.2) + 0.1 = 0.56
0.7311 \cdot (1 - 0.7311) = 0.2066
-\ln 0.7 \approx -0.357
-[1 \cdot \ln 0.9 + 0 \cdot \ln 0.1] = 2.303
0.1 \times 0.2 = 0.2
2^{10} = 1000
2^{-3} = -8
-3^2 = 9
\sqrt{3^2 + 4^2} = 7
\frac{1}{3} + \frac{1}{6} = \frac{2}{9}
\frac{2}{3} = 0.66
\begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix}^T = \begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix}
\det\begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix} = 10
\text{softmax}([1, 2, 3]) = [0.67, 0.24, 0.09]
\text{ReLU}([-1, 2]) = [1, 2]
[1, -2, 3] \cdot [2, 2, 2] = 12
\|[3, 4]\| = 7
\|(1, -2, 2)\|_1 = 3
\log_2 8 = 4
\ln 0 = 1
5! = 60
\binom{5}{2} = 20
30\% + 20\% = 0.05
"""
ON_A_CONDITION = r"""
\frac{\partial}{\partial z_k} \left( -z_y + \log \sum_j e^{z_j} \right) = \frac{e^{z_k}}{\sum_j e^{z_j}} - 1
p_i = \frac{e^{z_i}}{\sum_j e^{z_j}} \Rightarrow \frac{\partial p_i}{\partial z_j} = p_i (1 - p_j)
p_i = \frac{e^{z_i}}{\sum_j e^{z_j}}, \quad \frac{\partial p_i}{\partial z_j} = -p_i p_j
\text{ReLU}(x) + \text{ReLU}(-x) = x
z = W x + b, \quad \frac{\partial L}{\partial W} = x \delta^T, \delta = \frac{\partial L}{\partial z}
\alpha_i = \frac{\exp(q^T k_i)}{\sum_j \exp(q^T k_j)}, \quad \alpha_i = \alpha_j
w = \sum_i \alpha_i y_i x_i \Rightarrow \|w\|^2 = \sum_i \alpha_i^2 y_i^2 x_i^T x_i
\max(0, 1 - z)^2 = \max(0, (1-z)^2)
\frac{\partial x^T A x}{\partial x} = 2 A^T x
\frac{\partial\, \text{tr}(X^T A X)}{\partial X} = 2 A X
(AB)^{-1} = A^{-1} B^{-1}
(A B)^2 = A^2 B^2
(A + B)^2 = A^2 + 2 A B + B^2
(A+B)(A-B) = A^2 - B^2
"""
NOTES = r"""
We use the squared loss $L = \frac12 (\hat y - y)^2$ where $\hat y = w x + b$. Then
$\frac{\partial L}{\partial w} = (\hat y - y) w$.
-----
Let $N$ be the batch size and $L = \frac1N \sum_{n=1}^N (t_n - y_n)^2$. Hence
$\frac{\partial L}{\partial y_n} = -2 (t_n - y_n)$.
-----
Denote by $a = \sigma(z)$ the activation, with $\sigma$ the logistic function. The derivative of the loss
$L = -[y \log a + (1-y) \log(1-a)]$ with respect to $z$ is $y - a$.
-----
The softmax is $p_i = e^{z_i} / \sum_j e^{z_j}$. Its Jacobian is
$\partial p_i / \partial z_j = p_i (p_j - \delta_{ij})$, where $\delta_{ij}$ is the Kronecker delta.
-----
Let $u$ and $v$ be vectors of the same length. Then $(u^T v)^2 = (u^T u)(v^T v)$.
-----
Let $u$ and $v$ be vectors. Then $(u v)^2 = u^2 v^2$.
-----
Let $x$ and $y$ be two vectors in $\mathbb{R}^n$. We have $(x \cdot y)^2 = x^2 y^2$.
-----
Let $u$, $v$ be vectors. Then $u v^T = v u^T$.
-----
Given vectors $a$ and $b$, $\sqrt{(a \cdot b)^2} = |a| |b|$.
-----
Suppose $A$ and $B$ are two matrices. Then $(A + B)^2 = A^2 + 2 A B + B^2$.
-----
Let $X$ be a random variable with mean $\mu$ and variance $\sigma^2$. Then $E[X^2] = \mu^2 - \sigma^2$.
-----
Let $X$ and $Y$ be random variables. Then $E[X Y] = E[X] E[Y]$.
-----
Let $\mu = \frac{1}{m} \sum_{i=1}^m x_i$ be the batch mean and $v = \frac1m \sum_{i=1}^m (x_i - \mu)^2$ the batch
variance. Then $v = \frac1m \sum_{i=1}^m x_i^2 - m \mu^2$.
-----
Let $\mu = \frac{1}{m} \sum_{i=1}^m x_i$ and $v = \frac1m \sum_{i=1}^m (x_i - \mu)^2$. Then
$\frac{\partial v}{\partial x_i} = \frac{2}{m} (x_i - \mu) (1 - \frac{1}{m})$.
-----
In batch normalization $\hat{x}_i = \frac{x_i - \mu}{\sqrt{v + \epsilon}}$ and $y_i = \gamma \hat{x}_i + \beta$, where
$\gamma$ and $\beta$ are learned. By the chain rule,

$$\frac{\partial L}{\partial \hat{x}_i} = \hat{x}_i \frac{\partial L}{\partial y_i}.$$
-----
Sei $f(x) = x^2 + 3x$. Dann ist $f'(x) = 2x + 3x$.
-----
Die Sigmoidfunktion ist $\sigma(x) = \frac{1}{1+e^{-x}}$. Es gilt $\sigma'(x) = \sigma(x) (\sigma(x) - 1)$.
-----
Soit $f$ la fonction définie par $f(x) = \ln(1 + e^x)$. Alors $f''(x) = \frac{e^x}{1+e^x}$.
-----
设损失函数 $L = \frac{1}{2}(y - a)^2$，其中 $a = \sigma(z)$，$\sigma$ 是 sigmoid 函数。则
$\frac{\partial L}{\partial z} = (a - y) a (1 + a)$。
-----
Пусть $L = -y \ln p - (1 - y) \ln (1 - p)$, где $p = \sigma(z)$ и $\sigma$ — сигмоида. Тогда
$\frac{\partial L}{\partial z} = p + y$.
-----
Sea $g(x) = \tanh(x)$. Entonces $g'(x) = 1 - g(x)$.
-----
Let $z_i$ denote the logits, $p_i$ the softmax probabilities and $y$ the one-hot label. With the cross entropy
$L = -\sum_i y_i \log p_i$ we get

$$\frac{\partial L}{\partial z_i} = p_i (1 - y_i)$$
-----
Let $k(x) = x^3$. Then $k'(x) = 3x^2$.

Now let $k(x) = x^2$. Then $k'(x) = 3x^2$.
-----
Let $a = 2$. Then $a^2 = 4$.

Let $a = 3$. Then $a^2 = 4$.
-----
For $x > 0$ we have $|x| = x$. For $x < 0$ we have $|x| = x$.
-----
| symbol | meaning |
|---|---|
| $x$ | input |
| $w$ | weight |
| $z = w x$ | pre-activation |
| $a = \tanh(z)$ | activation |

We have $\frac{\partial a}{\partial w} = (1 - a^2) w$.
-----
| function | derivative |
|---|---|
| $e^{2x}$ | $e^{2x}$ |
-----
- $f(x) = x^2$
- $g(x) = x + 1$
- $f(g(x)) = x^2 + 1$
-----
Consider ridge regression, $J(w) = \|Xw - y\|^2 + \lambda \|w\|^2$. The gradient is
$\nabla J(w) = 2 X^T (X w - y) + \lambda w$.
-----
Consider ridge regression, $J(w) = \frac12 \|Xw - y\|^2 + \lambda \|w\|^2$. The gradient is
$\nabla J(w) = 2 X^T (X w - y) + 2 \lambda w$.
-----
The Poisson likelihood of one observation is $p(y) = \frac{\lambda^y e^{-\lambda}}{y!}$. So
$\frac{\partial}{\partial \lambda} \log p(y) = \frac{y}{\lambda} + 1$.
-----
Let $x_1, \dots, x_n$ be i.i.d. from an exponential distribution with rate $\lambda$. The log-likelihood is
$\ell(\lambda) = n \log \lambda - \lambda \sum_i x_i$, which is maximal at $\hat\lambda = \frac{\sum_i x_i}{n}$.
-----
With $q(z) = \mathcal{N}(\mu, \sigma^2)$ and the prior $\mathcal{N}(0, 1)$ the KL term is
$K = \frac12 (\mu^2 + \sigma^2 - \log \sigma^2 - 1)$. Its derivative is
$\frac{\partial K}{\partial \sigma} = \sigma - \frac{2}{\sigma}$.
-----
Here $m$ is the number of examples. The cost is $J = \frac{1}{2m} \sum_{i=1}^m (h_i - y_i)^2$ where
$h_i = \theta_0 + \theta_1 x_i$. Then
\begin{align}
\frac{\partial J}{\partial \theta_0} &= \frac1m \sum_{i=1}^m (h_i - y_i) \\
\frac{\partial J}{\partial \theta_1} &= \frac1m \sum_{i=1}^m (h_i - y_i) \theta_1
\end{align}
-----
Here $m$ is the number of examples. The cost is $J = \frac{1}{m} \sum_{i=1}^m (h_i - y_i)^2$ where
$h_i = \theta_0 + \theta_1 x_i$. Then
\begin{eqnarray}
\frac{\partial J}{\partial \theta_1} &=& \frac1m \sum_{i=1}^m (h_i - y_i) x_i
\end{eqnarray}
-----
The hinge loss is $\ell = \max(0, 1 - y f)$ with $f = w x$. Then
$$\frac{\partial \ell}{\partial w} = \begin{cases} -y x & y f > 1 \\ 0 & y f < 1 \end{cases}$$
-----
The hinge loss is $\ell = \max(0, 1 - y f)$ with $f = w x$. Then
$$\frac{\partial \ell}{\partial w} = \begin{cases} -x & y f < 1 \\ 0 & \text{otherwise} \end{cases}$$
-----
A forward pass: $x = 2$, $w = 3$, $b = 1$. So $z = w x + b = 6$.
-----
A forward pass: $x = 2$, $w = 3$, $b = 1$. So $z = w x + b = 7$. With the target $t = 5$ the loss is
$L = \frac12 (z - t)^2 = 4$.
-----
Let $G$ and $H$ be the sums of the gradients and Hessians in a leaf. The objective $G w + \frac12 (H + \lambda) w^2$
has its minimum at $w = \frac{G}{H + \lambda}$.
-----
In a two-layer network, $h = \tanh(W_1 x)$ and $\hat y = w_2^T h$, with the loss $L = \frac12 (\hat y - y)^2$. The
gradient for the output weights is $\frac{\partial L}{\partial w_2} = (\hat y - y) x$.
-----
Given the scores $s_i$ let $\alpha_i = \frac{e^{s_i}}{\sum_j e^{s_j}}$ be the attention weights and
$c = \sum_i \alpha_i v_i$ the context. Then $\frac{\partial c}{\partial s_i} = \alpha_i (1 - \alpha_i) v_i$.
-----
Denote the sample mean by $\bar x = \frac1n \sum_{i=1}^n x_i$. Then
$\sum_{i=1}^n (x_i - \bar x)^2 = \sum_{i=1}^n x_i^2 - \bar x^2$.
-----
Let $f(x) = x^2$ and $g(x) = 3x$. Then $f(g(x)) = 3x^2$.
-----
Let $A$ be an invertible matrix and $b$ a vector. The solution of $A x = b$ is $x = b A^{-1}$.
-----
Let $x \in \mathbb{R}^d$ be a column vector. Then $x x^T = x^T x$.
-----
Let $a, b \in \mathbb{R}^n$. Then $(a^T b)^2 = a^T a \, b^T b$.
-----
Let $w$ be the weight vector and $x$ the input vector. Then $(w x)^2 = w^2 x^2$.
-----
where $w$ and $x$ are vectors. We get $\|w x\| = \|w\| \|x\|$.
-----
Seien $a, b > 0$. Dann gilt $\ln(a + b) = \ln a + \ln b$.
-----
Seien $a, b > 0$. Dann gilt $\ln\frac{a}{b} = \frac{\ln a}{\ln b}$.
-----
Die Kostenfunktion ist $J(w) = \frac{1}{2n} \sum_{i=1}^n (w x_i - y_i)^2$, wobei $n$ die Anzahl der Beispiele ist. Die
Ableitung lautet $J'(w) = \frac1n \sum_{i=1}^n (w x_i - y_i)$.
-----
On note $\bar y = \frac1n \sum_{i=1}^n y_i$ la moyenne. On a $\sum_{i=1}^n (y_i - \bar y)^2 = 0$.
-----
Soient $x$ et $y$ deux vecteurs. On a $\|x + y\|^2 - \|x - y\|^2 = 2 x^T y$.
-----
令 $p = \sigma(w^T x)$，其中 $\sigma(z) = \frac{1}{1+e^{-z}}$。则 $\log\frac{p}{1-p} = -w^T x$。
-----
设 $N$ 为样本数，$L = -\frac1N \sum_{n=1}^N \log p_n$。那么 $\frac{\partial L}{\partial p_n} = -\frac{1}{p_n}$。
-----
Обозначим $a = wx + b$ и $L = (a - y)^2$. Тогда $\frac{\partial L}{\partial w} = (a - y)x$.
-----
Sea $L = -\ln p$ con $p = \frac{1}{1 + e^{-z}}$. Entonces $\frac{dL}{dz} = 1 - p$.
-----
# Exponential loss

$L = \exp(-y f)$

Gradient: $\frac{\partial L}{\partial f} = -f L$
-----
| layer | forward | backward |
|---|---|---|
| linear | $z = w x + b$ | $\frac{\partial z}{\partial w} = w$ |
-----
1. $u = x^2$
2. $y = \sin u$
3. so $\frac{dy}{dx} = \cos(x^2)$
-----
Let $m$ denote the margin $y f(x)$. For the logistic loss $\ell(m) = \log(1 + e^{-m})$ we have
$\ell'(m) = \frac{1}{1 + e^m}$.
-----
Here $\sigma^2$ denotes the variance and $\mu$ the mean. The log density is
$\ell = -\frac12 \log(2 \pi \sigma^2) - \frac{(x - \mu)^2}{2 \sigma^2}$. So
$\frac{\partial \ell}{\partial \sigma^2} = -\frac{1}{2\sigma^2} - \frac{(x-\mu)^2}{2\sigma^4}$.
-----
Here $\sigma^2$ denotes the variance. The log density is
$\ell = -\frac12 \log(2 \pi \sigma^2) - \frac{(x - \mu)^2}{2 \sigma^2}$. So
$\frac{\partial \ell}{\partial \sigma^2} = -\frac{1}{\sigma} + \frac{(x-\mu)^2}{\sigma^3}$.
-----
Let $\sigma$ be the sigmoid. In the normal density, $\sigma$ is the standard deviation. Then
$\frac{d}{d\sigma} \sigma^2 = \sigma (1 - \sigma)$.
-----
With one-hot labels $y$ and $p = \mathrm{softmax}(z)$, the loss $L = -\sum_k y_k \log p_k$ has the gradient
$\nabla_z L = p \odot y$.
-----
With one-hot labels $y$ and $p = \mathrm{softmax}(z)$, the loss $L = -\sum_k y_k \log p_k$ has the gradient
$\nabla_z L = p$.
-----
With $p = \mathrm{softmax}(z)$ and $L = \frac12 \|p - y\|^2$ the gradient is $\nabla_z L = p - y$.
-----
The loss is $\|y - X w\|^2$, minimal at $w = (X^T X)^{-1} X y$.
-----
Let $t = 1 - x$. Substituting, $x (1 - x) = t (1 + t)$.
-----
Let $t = 1 - x$, so $dt = dx$. Then $\int_0^1 t \, dx = 1$.
-----
If $i \neq j$ then $\frac{\partial p_i}{\partial z_j} = p_i (1 - p_j)$, where $p_i = e^{z_i}/\sum_k e^{z_k}$.
-----
If $i = j$ then $\frac{\partial p_i}{\partial z_j} = -p_i^2$, where $p_i = e^{z_i}/\sum_k e^{z_k}$.
-----
Suppose $i \ne j$. Then $\delta_{ij} = 1$.
-----
Let $\theta$ be a scalar and $f(\theta) = \theta^3$. One Newton step is
$\theta - \frac{f(\theta)}{f'(\theta)} = \frac{1}{3} \theta$.
-----
Let $m_t = \beta m_{t-1} + (1 - \beta) g_t$ with $m_0 = 0$. Then $m_2 = (1 - \beta) g_1 + (1 - \beta) g_2$.
-----
We have $x = 3$ and $y = 4$. The norm is $\sqrt{x^2 + y^2} = 7$.
-----
Let $P = 0.8$ be the precision and $R = 0.5$ the recall. Then $F_1 = \frac{2 P R}{P + R} = 0.65$.
-----
The prior is $p = 0.01$, the sensitivity $s = 0.9$ and the false positive rate $f = 0.09$. By Bayes
$\frac{s p}{s p + f (1 - p)} = 0.9$.
-----
For a vector $x$ with $n$ entries, $\|x\|_2 = \sum_{i=1}^n x_i^2$.
-----
For a vector $x$ with $n$ entries, $\|2 x\|^2 = 2 \|x\|^2$.
-----
For vectors $u, v$ we have $u^T v = -v^T u$.
-----
For square matrices $A, B$ we have $\operatorname{tr}(A B) = \operatorname{tr}(A) \operatorname{tr}(B)$.
-----
For symmetric matrices $A$ and $B$ we have $(A B)^T = A B$.
-----
For orthogonal $Q$ we have $Q^T = Q$.
-----
For a diagonal matrix $D$ and any matrix $A$ we have $D A = A D$.
-----
Let $y = x^2$. For $x = 3$ we have $y = 9$.

For $x = 4$ we have $y = 9$.
-----
For $y = 1$ the loss is $L = -\log p$. For $y = 0$ it is $L = -\log(1-p)$.

So $\frac{\partial L}{\partial p} = -\frac1p$.
-----
For $y = 1$ the loss is $-\log p$.

Hence $-y \log p - (1 - y) \log(1 - p) = -\log p$.
-----
If $y = 1$, then $L = -y \log p - (1 - y) \log(1 - p) = -\log p$.

In all cases $-y \log p - (1 - y) \log (1 - p) = -\log p$.
-----
## Case $x > 0$

Here $|x| = x$.

## General

We have $\sqrt{x^2} = -x$.
-----
Let $n = 2$. Then $2^n = n^2$.

For every $n$ we have $2^n = n^2$.
-----
In the special case $n = 2$ we have $2^n = n^2$. In general $2^n = n^2$.
-----
Take $x = 0$: $\sin x = x$.

$\sin x = x$ for all $x$.
-----
With $\lambda = 0$ we get $(X^T X + \lambda I)^{-1} = (X^T X)^{-1}$.

So ridge regression has $(X^T X + \lambda I)^{-1} = (X^T X)^{-1}$.
-----
Let $\gamma = 1$ and $\beta = 0$. Then $\gamma x + \beta = x$.

The layer computes $\gamma x + \beta$, and $\gamma x + \beta = x$ for all $\gamma$ and $\beta$.
-----
For $K = 2$ classes, $p_1 + p_2 = 1$ and $1 - p_1 = p_2$.

For $K = 3$ classes we have $p_1 + p_2 + p_3 = 1$ and $1 - p_1 = p_2$.
-----
When $\epsilon = 0$, $\sqrt{v + \epsilon} = \sqrt v$.

$\sqrt{v + \epsilon} = \sqrt{v}$.
-----
Let $f(x) = x^2$ on the training set.

## Test

On the test set let $f(x) = x^3$. Then $f'(x) = 2x$.
-----
Let $z = w x$ in this section. Then $\frac{\partial z}{\partial w} = x$.

## With bias

Let $z = w^2 x + b$. Then $\frac{\partial z}{\partial w} = x$.
-----
Write $h$ for the hidden layer: $h = \tanh(z)$. Then $h' = 1 - h^2$.

## ReLU

Write $h$ for the hidden layer: $h = \max(0, z)$. Then $\frac{\partial h}{\partial z} = 1 - h^2$.
-----
Let $L = (y - a)^2$. We have $\frac{\partial L}{\partial a} = -2 (y - a)$. With $L = |y - a|$ instead,
$\frac{\partial L}{\partial a} = -2 (y - a)$.
-----
Let $x > 0$ and $y < 0$. Then $x y < 0$.

Let $x < 0$ and $y < 0$. Then $x y < 0$.
-----
Let $x$ and $y$ be positive. Then $xy > 0$. For negative $x$ we have $xy > 0$.
-----
Let $0 < p < 1$. Then $\log p < 0$.

Let $p > 1$. Then $\log p < 0$.
-----
Let $y \in \{0, 1\}$. Then $y^2 = y$.

Let $y \in \{-1, 1\}$. Then $y^2 = y$.
-----
The columns of $Q$ are orthonormal: $Q^T Q = I$. So $\|Q x\|^2 = \|x\|^2$.

For any matrix $A$ we have $\|A x\|^2 = \|x\|^2$.
-----
Let $i = j$. Then $\delta_{ij} = 1$.

We have $\delta_{ij} = 1$.
-----
For $i = j$ we have $\delta_{ij} = 1$. We have $\sum_j \delta_{ij} a_j = a_j$.
-----
In this paper $\log$ is to base 2, so $\log 8 = 3$. Then $\frac{d}{dx} \log x = \frac1x$.
-----
Let $e = y - t$ be the error. Then $e^2 = 7.389$.
-----
Let $\pi_k$ be the mixing weights. Then $\sum_k \pi_k = 3.14159$.
-----
Let $i$ be the imaginary unit. Then $i^2 = 1$.
-----
Let $d$ be the dimension. Then $\frac{d x^2}{dx} = x$.
-----
Let $T$ be the temperature. Then $x^T = x$.
-----
Let $x^{(i)}$ be the $i$-th example. Then $(x^{(2)})^2 = x^{(4)}$.
-----
Let $W^{[1]}$ and $W^{[2]}$ be the weights of the layers. Then $W^{[1]} W^{[2]} = W^{[3]}$.
-----
Let $w_i$ be weights and $n$ their number. Then $\sum_{i=1}^n w_i = n$.
-----
Let $f$ be convex. Then $f(\frac{x + y}{2}) = \frac{f(x) + f(y)}{2}$.
-----
Let $f$ be even. Then $f(-x) = -f(x)$.
-----
Let $f$ be linear. Then $f(x + y) = f(x) f(y)$.
-----
Let $X \sim \mathcal N(0, 1)$. Then $E[X^2] = 0$.
-----
Let $X \sim \mathcal N(0, 1)$ and $Y \sim \mathcal N(0, 1)$. Then $\mathrm{Var}(X + Y) = 2$.
-----
Let $u$ and $v$ be vectors. Then $(u v)^2 = u^2 v^2$.
-----
Let $x$ and $y$ be two vectors in $\mathbb{R}^n$. We have $(x \cdot y)^2 = x^2 y^2$.
-----
Given vectors $a$ and $b$, $\sqrt{(a \cdot b)^2} = |a| |b|$.
-----
Let $w$ be the weight vector and $x$ the input vector. Then $(w x)^2 = w^2 x^2$.
-----
Seien $u, v$ Vektoren. Dann ist $|u v| = |u| |v|$.
-----
设 $u$ 和 $v$ 是向量。则 $|u \cdot v| = |u| |v|$。
-----
Soient $u$ et $v$ deux vecteurs. On a $\frac{u \cdot v}{u} = v$.
-----
Let $a, b \in \mathbb{R}^n$. Then $(a \cdot b)^2 = a^2 b^2$.
"""


def lines_of(text: str) -> list[str]:
    """Return the claims, without the headings."""
    return [line for line in text.splitlines() if line and not line.startswith("# ")]


@pytest.mark.long
@pytest.mark.parametrize("claim", lines_of(CLAIMS))
def test_a_false_claim_is_not_accepted(claim):
    found = verdicts(f"We have $${claim}$$\n")
    assert "conditional" not in found
    assert "proved" not in found


@pytest.mark.parametrize("claim", lines_of(ON_A_CONDITION))
def test_what_is_true_on_a_condition_is_not_proved(claim):
    assert "proved" not in verdicts(f"We have $${claim}$$\n")


@pytest.mark.long
@pytest.mark.parametrize("note", NOTES.split("\n-----\n"))
def test_the_last_claim_of_a_false_note_is_not_accepted(note):
    assert verdicts(f"{note}\n")[-1:] not in (["proved"], ["conditional"])
