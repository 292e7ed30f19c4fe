"""Ordinary writing, by subject: what is true as people write it is never refuted.

Each line is a claim; the notes are separated by dashes. Open is allowed, and unread is.
"""

import pytest

from tests.notes import verdicts

CLAIMS = r"""
# losses
L = \frac{1}{2} (y - \hat y)^2, \quad \frac{\partial L}{\partial \hat y} = \hat y - y
\frac{\partial}{\partial \hat y} \frac{1}{2} (y - \hat y)^2 = -(y - \hat y)
\frac{d}{d p} [-y \ln p - (1 - y) \ln (1 - p)] = -\frac{y}{p} + \frac{1-y}{1-p}
\ell(z) = \log(1 + e^{-z}), \ell'(z) = -\frac{1}{1 + e^{z}}
\ell(z) = \ln(1 + e^{-z}) \implies \ell'(z) = -\sigma(-z)
\log(1 + e^{z}) - z = \log(1 + e^{-z})
\log(1 + e^{z}) = z + \log(1 + e^{-z})
\max(0, 1 - z) + \max(0, 1 + z) = 2 \text{ if } |z| \le 1
\max(a, b) = \frac{a + b + |a - b|}{2}
\min(a, b) = -\max(-a, -b)
\frac{d}{dr} \sqrt{1 + r^2} = \frac{r}{\sqrt{1 + r^2}}
L_\delta(r) = \delta^2 (\sqrt{1 + (r/\delta)^2} - 1), \quad L_\delta'(r) = \frac{r}{\sqrt{1 + (r / \delta)^2}}
\frac{d}{dr} \log \cosh r = \tanh r
\frac{d}{d p} (1-p)^\gamma \log p = \frac{(1-p)^\gamma}{p} - \gamma (1-p)^{\gamma - 1} \log p
-\log \sigma(z) = \text{softplus}(-z)
\text{softplus}(x) - \text{softplus}(-x) = x
\text{softplus}'(x) = \sigma(x)
\frac{d}{d\hat y} (\hat y - y \log \hat y) = 1 - \frac{y}{\hat y}
L = e^{-y f} \Rightarrow \frac{\partial L}{\partial f} = -y e^{-y f}
(y - \hat y)^2 = (\hat y - y)^2
(y - f)^2 = (1 - y f)^2 \text{ for } y \in \{-1, 1\}
\text{MSE} = \text{Bias}^2 + \text{Var}
\text{RMSE} = \sqrt{\text{MSE}}
\frac{1}{n}\sum_{i=1}^n (y_i - c)^2 = \frac{1}{n}\sum_{i=1}^n (y_i - \bar y)^2 + (\bar y - c)^2
\sum_i (y_i - \bar y)^2 = \sum_i y_i^2 - n \bar y^2
R^2 = 1 - \frac{SS_{res}}{SS_{tot}}
F_1 = \frac{2 P R}{P + R} = \frac{2}{\frac{1}{P} + \frac{1}{R}}
F_1 = \frac{2 TP}{2 TP + FP + FN}
\frac{TP}{TP + FN} + \frac{FN}{TP + FN} = 1
# softmax
\sum_{i=1}^K \frac{e^{z_i}}{\sum_{j=1}^K e^{z_j}} = 1
\text{softmax}(z)_i = \frac{1}{1 + \sum_{j \ne i} e^{z_j - z_i}}
\text{softmax}([0, 0]) = [0.5, 0.5]
\text{softmax}([0, \ln 3]) = [0.25, 0.75]
\frac{e^{z_1}}{e^{z_1} + e^{z_2}} = \sigma(z_1 - z_2)
\frac{e^{z_i / T}}{\sum_j e^{z_j / T}} = \frac{(e^{z_i})^{1/T}}{\sum_j (e^{z_j})^{1/T}}
\log \sum_i e^{x_i} = m + \log \sum_i e^{x_i - m}
\text{LSE}(x) = \log \sum_i e^{x_i}, \quad \text{LSE}(x + c) = \text{LSE}(x) + c
\max_i x_i \le \log \sum_{i=1}^n e^{x_i} \le \max_i x_i + \log n
\sum_j p_j (\delta_{jk} - p_k) = p_k - p_k = 0 \text{ if } \sum_j p_j = 1
\frac{\partial}{\partial z_k} \left( -z_y + \log \sum_j e^{z_j} \right) = \frac{e^{z_k}}{\sum_j e^{z_j}} - 1[k = y]
\frac{\partial L}{\partial z} = p - y, \quad L = -\sum_k y_k \log p_k, \quad p = \text{softmax}(z), \sum_k y_k = 1
p_i = \frac{e^{z_i}}{\sum_j e^{z_j}} \Rightarrow \log \frac{p_i}{p_j} = z_i - z_j
J = \text{diag}(p) - p p^T, \quad J_{ij} = p_i \delta_{ij} - p_i p_j
-\sum_k \frac{1}{K} \log \frac{1}{K} = \log K
-\sum_{k=1}^K \frac{1}{K} \log p_k = -\frac{1}{K} \sum_{k=1}^K \log p_k
# activations
\sigma'(x) = \sigma(x)(1 - \sigma(x)) = \frac{e^{-x}}{(1 + e^{-x})^2}
\sigma''(x) = \sigma(x) (1 - \sigma(x)) (1 - 2 \sigma(x))
\sigma(x) + \sigma(-x) = 1
\sigma(x) = \frac12 + \frac12 \tanh\frac{x}{2}
\sigma^{-1}(p) = \ln \frac{p}{1 - p}
\text{logit}(p) = \log p - \log(1 - p)
\text{logit}(\sigma(x)) = x
\frac{d}{dp} \log \frac{p}{1-p} = \frac{1}{p(1-p)}
\tanh x = \frac{e^x - e^{-x}}{e^x + e^{-x}} = \frac{e^{2x} - 1}{e^{2x} + 1} = \frac{1 - e^{-2x}}{1 + e^{-2x}}
\tanh(-x) = -\tanh x
\text{swish}(x) = x \sigma(x), \quad \text{swish}'(x) = \sigma(x) + x \sigma(x) (1 - \sigma(x))
\frac{d}{dx} x \sigma(x) = \sigma(x) + x \sigma'(x)
\text{ReLU}(x) - \text{ReLU}(-x) = x
\text{ReLU}(x) + \text{ReLU}(-x) = |x|
\text{ReLU}(x) = \frac{x + |x|}{2}
\text{ELU}(x) = \alpha (e^x - 1) \text{ for } x < 0, \quad \text{ELU}'(x) = \alpha e^x = \text{ELU}(x) + \alpha
\text{LeakyReLU}(x) = \max(0.01 x, x)
\frac{d}{dx} \arctan x = \frac{1}{1 + x^2}
\frac{d}{dx} \frac{x}{1 + |x|} = \frac{1}{(1 + |x|)^2}
\tanh^{-1}(x) = \frac12 \ln \frac{1+x}{1-x}
\max_x \sigma'(x) = \frac14
0 < \sigma(x) < 1
-1 < \tanh(x) < 1
\lim_{x \to \infty} \sigma(x) = 1, \quad \lim_{x \to -\infty} \sigma(x) = 0
\Phi(x) + \Phi(-x) = 1
\text{GELU}(x) = x \Phi(x), \quad \text{GELU}'(x) = \Phi(x) + x \phi(x)
\phi'(x) = -x \phi(x), \quad \phi(x) = \frac{1}{\sqrt{2\pi}} e^{-x^2/2}
# backprop
\frac{\partial L}{\partial W} = \delta x^T, \quad \delta = \frac{\partial L}{\partial z}, z = W x + b
\frac{\partial L}{\partial x} = W^T \delta, \quad z = Wx + b
\delta^l = (W^{l+1})^T \delta^{l+1} \odot \sigma'(z^l)
\delta_j^l = \sum_k w_{kj}^{l+1} \delta_k^{l+1} \sigma'(z_j^l)
\frac{\partial C}{\partial b_j^l} = \delta_j^l
\frac{\partial C}{\partial w_{jk}^l} = a_k^{l-1} \delta_j^l
dW = \frac{1}{m} dZ A^T, \quad db = \frac{1}{m} \sum_i dZ^{(i)}
dZ^{[2]} = A^{[2]} - Y
Z^{[1]} = W^{[1]} X + b^{[1]}, \quad A^{[1]} = \tanh(Z^{[1]}), \quad dZ^{[1]} = W^{[2]T} dZ^{[2]} * (1 - (A^{[1]})^2)
net_j = \sum_i w_{ij} o_i \implies \frac{\partial net_j}{\partial w_{ij}} = o_i
\frac{\partial E}{\partial o_j} = o_j - t_j, \quad E = \frac12 \sum_j (t_j - o_j)^2
w \leftarrow w - \eta \frac{\partial L}{\partial w}
f(g(x))' = f'(g(x)) g'(x)
\frac{dy}{dx} = \frac{dy}{du} \cdot \frac{du}{dx}
y = f(u), u = g(x) \Rightarrow \frac{dy}{dx} = f'(u) g'(x)
q = x + y, f = q z, \frac{\partial f}{\partial x} = z, \frac{\partial f}{\partial z} = x + y
h_t = \tanh(W h_{t-1} + U x_t), \quad \frac{\partial h_t}{\partial h_{t-1}} = \text{diag}(1 - h_t^2) W
y = x + F(x) \implies \frac{\partial y}{\partial x} = I + \frac{\partial F}{\partial x}
# norms
\frac{\partial \sigma^2}{\partial \mu} = -\frac2m \sum_i (x_i - \mu) = 0
\sum_{i=1}^m \hat x_i = 0, \quad \hat x_i = \frac{x_i - \mu}{\sigma}, \mu = \frac1m \sum_i x_i
\frac1m \sum_{i=1}^m \hat x_i^2 = \frac{\sigma^2}{\sigma^2 + \epsilon}
\frac{1}{m} \sum_i (x_i - \mu)^2 = \frac1m \sum_i x_i^2 - \mu^2
\frac{\partial}{\partial \sigma^2} (\sigma^2 + \epsilon)^{-1/2} = -\frac12 (\sigma^2 + \epsilon)^{-3/2}
\frac{\partial}{\partial x_i} \|x\| = \frac{x_i}{\|x\|}
\nabla \|x\| = \frac{x}{\|x\|}
\frac{\partial}{\partial x} \frac{x}{\|x\|} = \frac{1}{\|x\|} \left( I - \frac{x x^T}{\|x\|^2} \right)
\text{RMS}(x) = \sqrt{\frac1d \sum_i x_i^2} = \frac{\|x\|}{\sqrt d}
# attention
\text{Attention}(Q, K, V) = \text{softmax}\left(\frac{Q K^T}{\sqrt{d_k}}\right) V
S = Q K^T, \quad dQ = dS K, \quad dK = dS^T Q
O = P V \Rightarrow dV = P^T dO, \quad dP = dO V^T
\alpha_i = \frac{\exp(q^T k_i)}{\sum_j \exp(q^T k_j)}, \quad \sum_i \alpha_i = 1
\frac{\partial \alpha_i}{\partial e_j} = \alpha_i (\delta_{ij} - \alpha_j)
\text{Var}(q^T k) = d_k
(Q R)(K R)^T = Q R R^T K^T
\cos^2\theta + \sin^2 \theta = 1
R(\theta)^T R(\phi) = R(\phi - \theta)
# regression
\hat\beta = (X^T X)^{-1} X^T y
X^T X \hat\beta = X^T y
X^T (y - X \hat\beta) = 0, \quad \hat\beta = (X^T X)^{-1} X^T y
\nabla_\beta \|y - X\beta\|^2 = -2 X^T (y - X \beta)
\nabla_\beta \|y - X\beta\|_2^2 + \lambda \|\beta\|_2^2 = -2 X^T (y - X\beta) + 2 \lambda \beta
\frac{\partial}{\partial w} \left[ (y - Xw)^T (y - Xw) + \lambda w^T w \right] = -2X^T y + 2 X^T X w + 2 \lambda w
(X^T X + \lambda I) w = X^T y \Rightarrow w = (X^T X + \lambda I)^{-1} X^T y
(y - Xw)^T(y - Xw) = y^T y - 2 w^T X^T y + w^T X^T X w
\|y - Xw\|^2 = \sum_{i=1}^n (y_i - x_i^T w)^2
H = X (X^T X)^{-1} X^T, \quad H^2 = H, \quad H^T = H
(I - H)^2 = I - H, \quad H = X (X^T X)^{-1} X^T
\text{tr}(H) = p
\sum_i (x_i - \bar x)(y_i - \bar y) = \sum_i x_i y_i - n \bar x \bar y
\sum_{i=1}^n (x_i - \bar x)(y_i - \bar y) = \sum_{i=1}^n (x_i - \bar x) y_i
E[\hat\beta] = \beta, \quad \text{Var}(\hat\beta) = \sigma^2 (X^T X)^{-1}
\nabla_w \sum_i \log(1 + e^{-y_i w^T x_i}) = -\sum_i \frac{y_i x_i}{1 + e^{y_i w^T x_i}}
\nabla_w L = X^T (\sigma(Xw) - y)
\nabla^2_w L = X^T S X, \quad S = \text{diag}(p_i (1 - p_i))
\log \frac{p}{1-p} = w^T x \iff p = \frac{1}{1 + e^{-w^T x}}
p = \sigma(w^T x), \quad \frac{\partial p}{\partial w_j} = p (1-p) x_j
\frac{\partial}{\partial w_j} [y \log p + (1-y) \log(1-p)] = (y - p) x_j, \quad p = \sigma(w^T x)
\ell(\beta) = \sum_i y_i x_i^T \beta - \log(1 + e^{x_i^T \beta})
\mu = e^{\eta}, \quad \frac{\partial \mu}{\partial \eta} = \mu
\log P(y; \lambda) = y \log \lambda - \lambda - \log y!
P(y) = \frac{e^{-\lambda} \lambda^y}{y!} = \frac{1}{y!} \exp(y \log \lambda - \lambda)
A(\eta) = \log(1 + e^\eta), \quad A'(\eta) = \frac{1}{1 + e^{-\eta}}, \quad A''(\eta) = \sigma(\eta)(1 - \sigma(\eta))
p^y (1-p)^{1-y} = \exp\left(y \log\frac{p}{1-p} + \log(1-p)\right)
2 [y \log \frac{y}{\mu} - (y - \mu)] = 2 y \log y - 2 y \log \mu - 2 y + 2 \mu
# likelihood
\ell(\mu, \sigma^2) = -\frac n2 \log(2\pi\sigma^2) - \frac{1}{2\sigma^2} \sum_{i=1}^n (x_i - \mu)^2
\sum_i (x_i - \mu) = 0 \Rightarrow \hat\mu = \frac1n \sum_i x_i
\frac{k}{p} - \frac{n-k}{1-p} = 0 \Rightarrow p = \frac kn
\frac{d}{dp} [k \log p + (n-k) \log(1-p)] = \frac{k}{p} - \frac{n-k}{1-p} = \frac{k - np}{p(1-p)}
\frac{d}{d\lambda} [n \log\lambda - \lambda \sum_i x_i] = \frac n\lambda - \sum_i x_i
L(\theta) = \theta^{\sum x_i} (1-\theta)^{n - \sum x_i}
I(p) = \frac{1}{p(1-p)}
I(\theta) = -E\left[\frac{\partial^2}{\partial\theta^2} \log f(X; \theta)\right]
\log N(x | \mu, \sigma^2) = -\frac12 \log 2\pi - \log\sigma - \frac{(x-\mu)^2}{2\sigma^2}
\frac{\partial}{\partial\mu} \left[-\frac12 (x-\mu)^T \Sigma^{-1} (x-\mu)\right] = \Sigma^{-1} (x-\mu)
(x-\mu)^T \Sigma^{-1} (x-\mu) = x^T \Sigma^{-1} x - 2 \mu^T \Sigma^{-1} x + \mu^T \Sigma^{-1} \mu
(x-\mu)^T A (x-\mu) = \text{tr}(A (x-\mu)(x-\mu)^T)
-\frac{(x-\mu)^2}{2\sigma^2} = -\frac{x^2}{2\sigma^2} + \frac{\mu x}{\sigma^2} - \frac{\mu^2}{2\sigma^2}
a x^2 + b x + c = a \left(x + \frac{b}{2a}\right)^2 + c - \frac{b^2}{4a}
\frac{1}{\sigma_n^2} = \frac{1}{\sigma_0^2} + \frac{n}{\sigma^2}
\int_{-\infty}^\infty \frac{1}{\sqrt{2\pi}\sigma} e^{-\frac{(x-\mu)^2}{2\sigma^2}} dx = 1
\int_{-\infty}^\infty x^2 \frac{1}{\sqrt{2\pi}} e^{-x^2/2} dx = 1
\text{Beta}(a, b): \frac{a}{a+b} + \frac{b}{a+b} = 1
# kl elbo em
KL(p\|q) = \int p(x) \log\frac{p(x)}{q(x)} dx
KL(q\|p) = -\int q(x) \log\frac{p(x)}{q(x)} dx
D_{KL}(N(\mu, \sigma^2) \| N(0, 1)) = \frac12 (\sigma^2 + \mu^2 - 1 - \log\sigma^2)
\frac{\partial}{\partial\mu_j} \frac12 \sum_j (\mu_j^2 + \sigma_j^2 - 1 - \log\sigma_j^2) = \mu_j
\frac{\partial}{\partial \sigma} \frac12 (\mu^2 + \sigma^2 - 1 - \log \sigma^2) = \sigma - \frac1\sigma
z = \mu + \sigma\epsilon, \quad \frac{\partial z}{\partial\mu} = 1, \quad \frac{\partial z}{\partial\sigma} = \epsilon
\log p(x) = \text{ELBO} + KL(q(z) \| p(z|x))
\log p(x) = E_q[\log p(x, z)] - E_q[\log q(z)] + KL(q(z)\|p(z|x))
\text{ELBO} = E_q[\log p(x|z)] - KL(q(z|x) \| p(z))
KL(p\|q) \ge 0
H(X, Y) = H(X) + H(Y|X)
I(X; Y) = H(X) - H(X|Y) = H(X) + H(Y) - H(X, Y)
H(p) = -p\log p - (1-p)\log(1-p), \quad H'(p) = \log\frac{1-p}{p}
H(p, q) = -\sum_x p(x) \log q(x)
\gamma_{nk} = \frac{\pi_k N(x_n|\mu_k, \Sigma_k)}{\sum_j \pi_j N(x_n|\mu_j, \Sigma_j)}
\mu_k = \frac{1}{N_k} \sum_n \gamma_{nk} x_n, \quad N_k = \sum_n \gamma_{nk}
\sum_k \gamma_{nk} = 1, \quad \gamma_{nk} = \frac{\pi_k f_k(x_n)}{\sum_j \pi_j f_j(x_n)}
\sum_k N_k = N, \quad N_k = \sum_{n=1}^N \gamma_{nk}, \quad \sum_k \gamma_{nk} = 1
\frac12 \log\frac{4}{1} = \log 2
KL(p\|q) = 0.5 \ln\frac{0.5}{0.25} + 0.5\ln\frac{0.5}{0.75} = 0.144
# svm pca boosting
\nabla_w \left( \frac12 \|w\|^2 - \sum_i \alpha_i (y_i (w^T x_i + b) - 1) \right) = w - \sum_i \alpha_i y_i x_i
w = \sum_i \alpha_i y_i x_i \Rightarrow \|w\|^2 = \sum_i \sum_j \alpha_i \alpha_j y_i y_j x_i^T x_j
\frac{2}{\|w\|} = \frac{1}{\|w\|} + \frac{1}{\|w\|}
k(x, z) = (x^T z)^2 = \sum_{i,j} x_i x_j z_i z_j
(x^T z + 1)^2 = (x^T z)^2 + 2 x^T z + 1
\|x - z\|^2 = k(x,x) - 2k(x,z) + k(z,z), \quad k(x,z) = x^T z
e^{-\gamma\|x-z\|^2} = e^{-\gamma\|x\|^2} e^{2\gamma x^T z} e^{-\gamma\|z\|^2}
\max_w w^T S w \text{ s.t. } w^T w = 1 \Rightarrow S w = \lambda w
\nabla_w (w^T S w - \lambda (w^T w - 1)) = 2 S w - 2 \lambda w, \quad S = S^T
w^T S w = \lambda w^T w = \lambda
X = U \Sigma V^T \Rightarrow X^T X = V \Sigma^T \Sigma V^T
\text{tr}(S) = \sum_i \lambda_i, \quad \det S = \prod_i \lambda_i
\|x - (w^T x) w\|^2 = \|x\|^2 - (w^T x)^2, \quad \|w\| = 1
\alpha_t = \frac12 \ln\frac{1-\epsilon_t}{\epsilon_t}, \quad e^{-\alpha_t} = \sqrt{\frac{\epsilon_t}{1-\epsilon_t}}
\frac{d}{d\alpha} [(1-\epsilon)e^{-\alpha} + \epsilon e^\alpha] = \epsilon e^\alpha - (1-\epsilon)e^{-\alpha}
w^* = -\frac{G}{H + \lambda}, \quad G w^* + \frac12 (H + \lambda) {w^*}^2 = -\frac12 \frac{G^2}{H+\lambda}
\frac{\partial}{\partial w} \left(G w + \frac12 (H + \lambda) w^2\right) = G + (H + \lambda) w
1 - p^2 - (1-p)^2 = 2p(1-p)
\sum_k p_k (1-p_k) = 1 - \sum_k p_k^2, \quad \sum_k p_k = 1
1 - \sum_{k=1}^K \frac{1}{K^2} = 1 - \frac1K
# matrix calculus
\frac{\partial a^T x}{\partial x} = \frac{\partial x^T a}{\partial x} = a
\frac{\partial x^T x}{\partial x} = 2x
\frac{\partial x^T A x}{\partial x} = (A + A^T) x
\frac{\partial x^T A x}{\partial x} = 2 A x, \quad A^T = A
\frac{\partial A x}{\partial x} = A
\frac{\partial x^T A}{\partial x} = A
\frac{\partial x^T A}{\partial x} = A^T
\frac{\partial (x^T a)^2}{\partial x} = 2 (x^T a) a
\frac{\partial}{\partial x} (Ax - b)^T (Ax - b) = 2 A^T (Ax - b)
\frac{\partial}{\partial x} \|Ax - b\|^2 = 2 (Ax - b)^T A
\frac{\partial a^T X b}{\partial X} = a b^T
\frac{\partial a^T X^T b}{\partial X} = b a^T
\frac{\partial \text{tr}(AX)}{\partial X} = A^T
\frac{\partial\, \text{tr}(X^T A X)}{\partial X} = (A + A^T) X
\nabla_A \text{tr} AB = B^T
\text{tr}(ABC) = \text{tr}(CAB) = \text{tr}(BCA)
\text{tr}(A + B) = \text{tr} A + \text{tr} B
\text{tr} A^T = \text{tr} A
\text{tr} \, x x^T = x^T x
\|A\|_F^2 = \text{tr}(A^T A) = \sum_{i,j} a_{ij}^2
d(X^{-1}) = -X^{-1} (dX) X^{-1}
d \log\det X = \text{tr}(X^{-1} dX)
\det(AB) = \det A \det B
\det A^{-1} = \frac{1}{\det A}
\det(cA) = c^n \det A
(A^T)^{-1} = (A^{-1})^T
(A + B)^T = A^T + B^T
(ABC)^T = C^T B^T A^T
(A + uv^T)^{-1} = A^{-1} - \frac{A^{-1} u v^T A^{-1}}{1 + v^T A^{-1} u}
(I + AB)^{-1} A = A (I + BA)^{-1}
A \odot B = B \odot A
x^T (A \odot B) y = \text{tr}(\text{diag}(x) A \text{diag}(y) B^T)
\text{diag}(a) b = a \odot b
(x y^T) z = x (y^T z)
x^T y = y^T x
(x^T y)^2 = x^T y y^T x
\mathbf{1}^T x = \sum_i x_i
\nabla_x f(Ax + b) = A^T \nabla f(Ax + b)
\nabla^2 \frac12 x^T A x = \frac12 (A + A^T)
# probability
E[X + Y] = E[X] + E[Y]
E[XY] = E[X] E[Y], \quad X \perp Y
\text{Var}(X + Y) = \text{Var}(X) + \text{Var}(Y) + 2\text{Cov}(X, Y)
\text{Var}(X - Y) = \text{Var} X + \text{Var} Y - 2 \text{Cov}(X, Y)
Var(-X) = Var(X)
Var[X] = E[(X - E[X])^2] = E[X^2] - E[X]^2
Cov(X, X) = Var(X)
Cov(aX, bY) = ab Cov(X, Y)
\text{Var}(\bar X) = \frac{\sigma^2}{n}
E[\bar X] = \mu
E[S^2] = \sigma^2
\mathbb{E}[(X - a)^2] = \text{Var}(X) + (\mathbb{E}[X] - a)^2
E[E[X|Y]] = E[X]
Var(Y) = E[Var(Y|X)] + Var(E[Y|X])
P(A \cup B) = P(A) + P(B) - P(A \cap B)
P(A^c) = 1 - P(A)
P(A) = \sum_i P(A|B_i) P(B_i)
p(x, y) = p(x|y) p(y) = p(y|x) p(x)
p(x) = \int p(x|z) p(z) dz
\sum_{k=0}^n \binom nk p^k (1-p)^{n-k} = 1
\sum_{k=0}^n k \binom nk p^k (1-p)^{n-k} = np
\sum_{k=0}^\infty \frac{\lambda^k e^{-\lambda}}{k!} = 1
\sum_{k=0}^\infty k \frac{\lambda^k e^{-\lambda}}{k!} = \lambda
\sum_{k=1}^\infty p (1-p)^{k-1} = 1
\sum_{k=1}^\infty k p (1-p)^{k-1} = \frac1p
\int_0^\infty \lambda e^{-\lambda x} dx = 1
\int_0^\infty x \lambda e^{-\lambda x} dx = \frac{1}{\lambda}
\int_a^b \frac{x}{b-a} dx = \frac{a+b}{2}
\int_a^b \frac{x^2}{b-a} dx - \left(\frac{a+b}{2}\right)^2 = \frac{(b-a)^2}{12}
E[X^2] = \sigma^2 + \mu^2
M(t) = e^{\mu t + \frac{\sigma^2 t^2}{2}}, \quad M'(0) = \mu, \quad M''(0) = \mu^2 + \sigma^2
p q = p (1 - p) = p - p^2, \quad q = 1 - p
1 \cdot p + 0 \cdot (1-p) = p
1^2 \cdot p + 0^2 \cdot (1-p) - p^2 = p(1-p)
\frac{0.99 \cdot 0.01}{0.99 \cdot 0.01 + 0.05 \cdot 0.99} = \frac16
\frac{0.9 \cdot 0.01}{0.9 \cdot 0.01 + 0.09 \cdot 0.99} \approx 0.092
\binom{5}{2} = 10
\binom nk = \binom{n}{n-k}
\binom{n}{k} = \frac{n!}{k!(n-k)!}
n! = n (n-1)!
\Gamma(n) = (n-1)!
\Gamma(x+1) = x\Gamma(x)
\Gamma(1/2) = \sqrt\pi
# series limits inequalities
\sum_{i=1}^n i^2 = \frac{n(n+1)(2n+1)}{6}
\sum_{i=0}^{n-1} r^i = \frac{1-r^n}{1-r}
\sum_{k=1}^n (2k - 1) = n^2
\sum_{k=1}^n \frac{1}{k(k+1)} = 1 - \frac{1}{n+1}
\frac{1}{k(k+1)} = \frac1k - \frac{1}{k+1}
\sum_{k=1}^\infty \frac{1}{k^2} = \frac{\pi^2}{6}
\sum_{k=1}^\infty \frac{1}{2^k} = 1
\frac12 + \frac14 + \frac18 + \dots = 1
1 + r + r^2 + \cdots = \frac{1}{1-r}
1 + 3 + 5 + \dots + (2n-1) = n^2
\ln(1+x) = x - \frac{x^2}{2} + \frac{x^3}{3} - \cdots
\frac{1}{1-x} = 1 + x + x^2 + O(x^3)
e^x = 1 + x + \frac{x^2}{2} + o(x^2)
\sigma(x) \approx \frac12 + \frac x4
\sqrt{1+x} \approx 1 + \frac x2
(1+x)^n \ge 1 + nx, \quad x > -1
e^x \ge 1 + x
\ln x \le x - 1
1 + x \le e^x
ab \le \frac{a^2 + b^2}{2}
\frac{a+b}{2} \ge \sqrt{ab}
|x + y| \le |x| + |y|
|x^T y| \le \|x\| \|y\|
(a+b)^2 \le 2a^2 + 2b^2
x(1-x) \le \frac14
x + \frac1x \ge 2 \text{ for } x > 0
\|x\|_2 \le \|x\|_1
\left(\sum_i x_i\right)^2 \le n \sum_i x_i^2
\lim_{x\to0} \frac{\sin x}{x} = 1
\lim_{x\to0} \frac{e^x - 1}{x} = 1
\lim_{h\to0} \frac{(x+h)^2 - x^2}{h} = 2x
\lim_{x\to\infty} \frac{\ln x}{x} = 0
\lim_{x\to0^+} x\ln x = 0
\lim_{n\to\infty} \left(1 - \frac{\lambda}{n}\right)^n = e^{-\lambda}
\lim_{x\to\infty} x e^{-x} = 0
\lim_{\lambda\to0} \frac{x^\lambda - 1}{\lambda} = \ln x
\lim_{\beta\to\infty} \frac1\beta \log(e^{\beta a} + e^{\beta b}) = \max(a, b)
f(x+h) \approx f(x) + h f'(x)
f(x) = f(a) + f'(a)(x-a) + \frac12 f''(a)(x-a)^2, \quad f(x) = x^2
m_t = \beta m_{t-1} + (1-\beta) g_t
m_t = (1-\beta) \sum_{i=1}^t \beta^{t-i} g_i, \quad m_0 = 0
(1-\beta) \sum_{i=1}^t \beta^{t-i} = 1 - \beta^t
# calculus
\frac{d}{dx} \frac1x = -\frac{1}{x^2}
\frac{d}{dx} \sqrt x = \frac{1}{2\sqrt x}
\frac{d}{dx} a^x = a^x \ln a
\frac{d}{dx} x^x = x^x (1 + \ln x)
\frac{d}{dx} \log_2 x = \frac{1}{x\ln 2}
\frac{d}{dx} \ln f(x) = \frac{f'(x)}{f(x)}
\left(\frac fg\right)' = \frac{f'g - fg'}{g^2}
(fg)' = f'g + fg'
(fg)'' = f''g + 2f'g' + fg''
\left(\frac1f\right)' = -\frac{f'}{f^2}
(e^f)' = f' e^f
\nabla \log f = \frac{\nabla f}{f}
\nabla_\theta p_\theta(x) = p_\theta(x) \nabla_\theta\log p_\theta(x)
\int x e^x dx = (x-1) e^x + C
\int \ln x \, dx = x\ln x - x + C
\int \frac{1}{1+x^2} dx = \arctan x + C
\int_0^1 \ln x \, dx = -1
\int_0^1 x^{a-1} dx = \frac1a
\int u\,dv = uv - \int v\,du
\frac{\partial^2 f}{\partial x \partial y} = \frac{\partial^2 f}{\partial y\partial x}
f(x, y) = x^2 y \Rightarrow \nabla f = (2xy, x^2)
f(x,y) = x^2 + xy, \quad \frac{\partial f}{\partial x} = 2x + y, \quad \frac{\partial^2 f}{\partial x^2} = 2
f(x, y) = x y, \quad H = \begin{pmatrix} 0 & 1 \\ 1 & 0 \end{pmatrix}
\frac{\partial (x, y)}{\partial(r, \theta)} = r, \quad x = r\cos\theta, y = r\sin\theta
y = \ln u, \ u = x^2 + 1 \implies \frac{dy}{dx} = \frac{2x}{x^2+1}
dy = 2x\,dx, \quad y = x^2
\partial_x (x^2 y) = 2xy
D_x (x^3) = 3x^2
\dot x = a x, \quad x(t) = e^{at}
f_x = 2x y, \quad f = x^2 y
f_{xy} = 2x, \quad f(x, y) = x^2 y
# numbers
z = 0.5 \cdot 2 + 0.1 = 1.1
\sigma(1.1) \approx 0.7503
\frac{1}{1 + e^{-2}} = 0.8808
\sigma(2) = 0.88, \quad \sigma'(2) = 0.88 \cdot 0.12 = 0.1056
0.5 \cdot 0.8 + 0.3 \cdot (-0.2) + 0.1 = 0.44
0.7311 \cdot (1 - 0.7311) = 0.1966
-\ln 0.7 \approx 0.357
-[1 \cdot \ln 0.9 + 0 \cdot \ln 0.1] = 0.105
\ln 2 \approx 0.693, \quad e \approx 2.718, \quad \pi \approx 3.14159
w = 0.4 - 0.5 \cdot 0.082167041 = 0.35891648
\frac12 (0.01 - 0.75136507)^2 = 0.274811083
0.1 \times 0.2 = 0.02
3\frac{1}{2} = 3.5
2^{10} = 1024
\sqrt{3^2 + 4^2} = 5
\frac{1}{3} + \frac{1}{6} = \frac{1}{2}
|{-3}| = 3
\begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix}^T = \begin{bmatrix} 1 & 3 \\ 2 & 4 \end{bmatrix}
\begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix}^{-1} = \begin{bmatrix} -2 & 1 \\ 1.5 & -0.5 \end{bmatrix}
\det\begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix} = -2
\text{softmax}([1, 2, 3]) = [0.09, 0.24, 0.67]
\text{softmax}(1, 2, 3) \approx (0.090, 0.245, 0.665)
\max(0, -3) = 0
\text{ReLU}([-1, 2]) = [0, 2]
[1, -2, 3] \odot [2, 2, 2] = [2, -4, 6]
\|[3, 4]\| = 5
\|(1, -2, 2)\|_1 = 5, \|(1, -2, 2)\|_\infty = 2
1/3 = 0.333, 2/3 = 0.667
1 - 0.05/2 = 0.975
5! = 120
7 \bmod 3 = 1
\lfloor 3.7 \rfloor = 3
\text{sign}(-2) = -1
-3^2 = -9
2^{3^2} = 512
10^6 = 1\,000\,000
1 \text{ nat} = 1.44 \text{ bits}
\log_2 8 = 3
\ln e^3 = 3
\cos\pi = -1
12 / 4 / 3 = 1
6 \div 2 = 3
20\% \cdot 50 = 10
"""
NOTES = r"""
We use the squared loss $L = \frac12 (\hat y - y)^2$ where $\hat y = w x + b$. Then
$\frac{\partial L}{\partial w} = (\hat y - y) x$ and $\frac{\partial L}{\partial b} = \hat y - y$.
-----
Let $N$ be the batch size and $L = \frac1N \sum_{n=1}^N (t_n - y_n)^2$. Hence
$\frac{\partial L}{\partial y_n} = -\frac{2}{N} (t_n - y_n)$.
-----
Denote by $a = \sigma(z)$ the activation, with $\sigma$ the logistic function. The derivative of the loss
$L = -[y \log a + (1-y) \log(1-a)]$ with respect to $z$ is $a - y$.
-----
The softmax is $p_i = e^{z_i} / \sum_j e^{z_j}$. Its Jacobian is
$\partial p_i / \partial z_j = p_i (\delta_{ij} - p_j)$, where $\delta_{ij}$ is the Kronecker delta.
-----
Let $u$ and $v$ be vectors of the same length. Then $\|u + v\|^2 = \|u\|^2 + 2 u^T v + \|v\|^2$ and $u^T v = v^T u$.
-----
Suppose $A$ and $B$ are two square matrices. Then $(A + B)^2 = A^2 + A B + B A + B^2$.
-----
Let $X$ be a random variable with mean $\mu$ and variance $\sigma^2$. Then $E[X^2] = \mu^2 + \sigma^2$.
-----
Let $X$ and $Y$ be independent random variables. Then $E[X Y] = E[X] E[Y]$ and $Var(X + Y) = Var(X) + Var(Y)$.
-----
Let $\mu = \frac{1}{m} \sum_{i=1}^m x_i$ be the batch mean and $v = \frac1m \sum_{i=1}^m (x_i - \mu)^2$ the batch
variance. Then $\sum_{i=1}^m (x_i - \mu) = 0$ and $v = \frac1m \sum_{i=1}^m x_i^2 - \mu^2$.
-----
Let $\mu = \frac{1}{m} \sum_{i=1}^m x_i$ and $v = \frac1m \sum_{i=1}^m (x_i - \mu)^2$. Then
$\frac{\partial v}{\partial x_i} = \frac{2}{m} (x_i - \mu)$.
-----
In batch normalization $\hat{x}_i = \frac{x_i - \mu}{\sqrt{v + \epsilon}}$ and $y_i = \gamma \hat{x}_i + \beta$, where
$\gamma$ and $\beta$ are learned. By the chain rule,

$$\frac{\partial L}{\partial \hat{x}_i} = \gamma \frac{\partial L}{\partial y_i}, \qquad \frac{\partial L}{\partial
\beta} = \sum_i \frac{\partial L}{\partial y_i}.$$
-----
Sei $f(x) = x^2 + 3x$. Dann ist $f'(x) = 2x + 3$ und $f''(x) = 2$.
-----
Die Sigmoidfunktion ist $\sigma(x) = \frac{1}{1+e^{-x}}$. Es gilt $\sigma'(x) = \sigma(x) (1 - \sigma(x))$.
-----
Soit $f$ la fonction définie par $f(x) = \ln(1 + e^x)$. Alors $f'(x) = \frac{e^x}{1 + e^x}$, et
$f''(x) = \frac{e^x}{(1+e^x)^2}$.
-----
设损失函数 $L = \frac{1}{2}(y - a)^2$，其中 $a = \sigma(z)$，$\sigma$ 是 sigmoid 函数。则
$\frac{\partial L}{\partial z} = (a - y) a (1 - a)$。
-----
Пусть $L = -y \ln p - (1 - y) \ln (1 - p)$, где $p = \sigma(z)$ и $\sigma$ — сигмоида. Тогда
$\frac{\partial L}{\partial z} = p - y$.
-----
Sea $g(x) = \tanh(x)$. Entonces $g'(x) = 1 - g(x)^2$.
-----
Let $z_i$ denote the logits, $p_i$ the softmax probabilities and $y$ the one-hot label. With the cross entropy
$L = -\sum_i y_i \log p_i$ we get

$$\frac{\partial L}{\partial z_i} = p_i - y_i$$
-----
Let $k(x) = x^3$. For $x > 0$ we have $k'(x) > 0$.

Now let $k(x) = x^2$. Then $k'(x) = 2x$.
-----
Let $a = 2$. Then $a^2 = 4$.

Let $a = 3$. Then $a^2 = 9$.
-----
For $x > 0$ we have $|x| = x$. For $x < 0$ we have $|x| = -x$.
-----
| symbol | meaning |
|---|---|
| $x$ | input |
| $w$ | weight |
| $z = w x$ | pre-activation |
| $a = \tanh(z)$ | activation |

We have $\frac{\partial a}{\partial w} = (1 - a^2) x$.
-----
| function | derivative |
|---|---|
| $\sin x$ | $\cos x$ |
| $\ln x$ | $\frac1x$ |
| $e^{2x}$ | $2 e^{2x}$ |
-----
- $f(x) = x^2$
- $g(x) = x + 1$
- $f(g(x)) = x^2 + 2x + 1$
-----
Consider ridge regression, $J(w) = \|Xw - y\|^2 + \lambda \|w\|^2$. Setting the gradient to zero gives
$(X^T X + \lambda I) w = X^T y$. The gradient is $\nabla J(w) = 2 X^T (X w - y) + 2 \lambda w$.
-----
The Poisson likelihood of one observation is $p(y) = \frac{\lambda^y e^{-\lambda}}{y!}$. So
$\log p(y) = y \log \lambda - \lambda - \log y!$ and
$\frac{\partial}{\partial \lambda} \log p(y) = \frac{y}{\lambda} - 1$.
-----
Let $x_1, \dots, x_n$ be i.i.d. from an exponential distribution with rate $\lambda$. The log-likelihood is
$\ell(\lambda) = n \log \lambda - \lambda \sum_i x_i$, so $\ell'(\lambda) = \frac{n}{\lambda} - \sum_i x_i$, which
vanishes at $\hat\lambda = \frac{n}{\sum_i x_i}$.
-----
With $q(z) = \mathcal{N}(\mu, \sigma^2)$ and the prior $\mathcal{N}(0, 1)$ the KL term is
$K = \frac12 (\mu^2 + \sigma^2 - \log \sigma^2 - 1)$. Its derivatives are $\frac{\partial K}{\partial \mu} = \mu$ and
$\frac{\partial K}{\partial \sigma} = \sigma - \frac{1}{\sigma}$.
-----
Here $m$ is the number of examples. The cost is $J = \frac{1}{2m} \sum_{i=1}^m (h_i - y_i)^2$ where
$h_i = \theta_0 + \theta_1 x_i$. Then
\begin{align}
\frac{\partial J}{\partial \theta_0} &= \frac1m \sum_{i=1}^m (h_i - y_i) \\
\frac{\partial J}{\partial \theta_1} &= \frac1m \sum_{i=1}^m (h_i - y_i) x_i
\end{align}
-----
The hinge loss is $\ell = \max(0, 1 - y f)$ with $f = w x$. Then
$$\frac{\partial \ell}{\partial w} = \begin{cases} -y x & y f < 1 \\ 0 & y f > 1 \end{cases}$$
-----
A forward pass: $x = 2$, $w = 3$, $b = 1$. So $z = w x + b = 7$ and with ReLU $a = \max(0, z) = 7$. With the target
$t = 5$ the loss is $L = (a - t)^2 = 4$.
-----
Let $\theta$ be the parameters and $p_\theta(x)$ a density. The score is
$s(x) = \nabla_\theta \log p_\theta(x) = \frac{\nabla_\theta p_\theta(x)}{p_\theta(x)}$.
-----
Let $G$ and $H$ be the sums of the gradients and Hessians in a leaf. The objective $G w + \frac12 (H + \lambda) w^2$
has its minimum at $w = -\frac{G}{H + \lambda}$.
-----
In a two-layer network, $h = \tanh(W_1 x)$ and $\hat y = w_2^T h$, with the loss $L = \frac12 (\hat y - y)^2$. The
gradient for the output weights is $\frac{\partial L}{\partial w_2} = (\hat y - y) h$.
-----
Given the scores $s_i$ let $\alpha_i = \frac{e^{s_i}}{\sum_j e^{s_j}}$ be the attention weights and
$c = \sum_i \alpha_i v_i$ the context. Then $\frac{\partial c}{\partial v_i} = \alpha_i$ and
$\frac{\partial c}{\partial s_i} = \alpha_i (v_i - c)$.
-----
Denote the sample mean by $\bar x = \frac1n \sum_{i=1}^n x_i$. Then
$\sum_{i=1}^n (x_i - \bar x)^2 = \sum_{i=1}^n x_i^2 - n \bar x^2$.
-----
Let $f(x) = x^2$ and $g(x) = 3x$. Then $f(g(x)) = 9x^2$ and $g(f(x)) = 3x^2$.
-----
Seien $a, b > 0$. Dann gilt $\ln(ab) = \ln a + \ln b$ und $\ln\frac{a}{b} = \ln a - \ln b$.
-----
Die Kostenfunktion ist $J(w) = \frac{1}{2n} \sum_{i=1}^n (w x_i - y_i)^2$, wobei $n$ die Anzahl der Beispiele ist. Die
Ableitung lautet $J'(w) = \frac1n \sum_{i=1}^n (w x_i - y_i) x_i$.
-----
On note $\bar y = \frac1n \sum_{i=1}^n y_i$ la moyenne. On a $\sum_{i=1}^n (y_i - \bar y) = 0$.
-----
Soient $x$ et $y$ deux vecteurs. On a $\|x + y\|^2 + \|x - y\|^2 = 2 \|x\|^2 + 2 \|y\|^2$.
-----
令 $p = \sigma(w^T x)$，其中 $\sigma(z) = \frac{1}{1+e^{-z}}$。则 $1 - p = \sigma(-w^T x)$，$\log\frac{p}{1-p} = w^T x$。
-----
设 $N$ 为样本数，$L = -\frac1N \sum_{n=1}^N \log p_n$。那么 $\frac{\partial L}{\partial p_n} = -\frac{1}{N p_n}$。
-----
Обозначим $a = wx + b$ и $L = (a - y)^2$. Тогда $\frac{\partial L}{\partial w} = 2(a - y)x$, а
$\frac{\partial L}{\partial b} = 2(a - y)$.
-----
Sea $L = -\ln p$ con $p = \frac{1}{1 + e^{-z}}$. Entonces $\frac{dL}{dz} = p - 1$.
-----
# Exponential loss

$L = \exp(-y f)$

Gradient: $\frac{\partial L}{\partial f} = -y L$
-----
| layer | forward | backward |
|---|---|---|
| linear | $z = w x + b$ | $\frac{\partial z}{\partial w} = x$ |
| square | $a = z^2$ | $\frac{\partial a}{\partial z} = 2z$ |
-----
1. $u = x^2$
2. $y = \sin u$
3. so $\frac{dy}{dx} = 2x \cos(x^2)$
-----
Let $m$ denote the margin $y f(x)$. For the logistic loss $\ell(m) = \log(1 + e^{-m})$ we have
$\ell'(m) = -\frac{1}{1 + e^m}$ and $\ell''(m) = \frac{e^m}{(1 + e^m)^2}$.
-----
Here $\sigma^2$ denotes the variance and $\mu$ the mean. The log density is
$\ell = -\frac12 \log(2 \pi \sigma^2) - \frac{(x - \mu)^2}{2 \sigma^2}$. So
$\frac{\partial \ell}{\partial \mu} = \frac{x - \mu}{\sigma^2}$ and
$\frac{\partial \ell}{\partial \sigma^2} = -\frac{1}{2\sigma^2} + \frac{(x-\mu)^2}{2\sigma^4}$.
-----
With one-hot labels $y$ and $p = \mathrm{softmax}(z)$, the loss $L = -\sum_k y_k \log p_k$ has the gradient
$\nabla_z L = p - y$.
-----
The normal equations are $X^T X w = X^T y$, so $w = (X^T X)^{-1} X^T y$ if $X^T X$ is invertible.
-----
Let $t = 1 - x$. Substituting, $x (1 - x) = (1 - t) t$.
-----
If $i \neq j$ then $\frac{\partial p_i}{\partial z_j} = -p_i p_j$, where $p_i = e^{z_i}/\sum_k e^{z_k}$. If $i = j$
then $\frac{\partial p_i}{\partial z_j} = p_i (1 - p_i)$.
-----
Let $\theta$ be a scalar and $f(\theta) = \theta^3$. One Newton step is
$\theta - \frac{f(\theta)}{f'(\theta)} = \frac{2}{3} \theta$.
-----
Let $m_t = \beta m_{t-1} + (1 - \beta) g_t$ with $m_0 = 0$. Then $m_1 = (1 - \beta) g_1$ and
$m_2 = \beta (1 - \beta) g_1 + (1 - \beta) g_2$.
-----
We have $x = 3$ and $y = 4$. The norm is $\sqrt{x^2 + y^2} = 5$.
-----
Let $P = 0.8$ be the precision and $R = 0.5$ the recall. Then $F_1 = \frac{2 P R}{P + R} = 0.615$.
-----
The prior is $p = 0.01$, the sensitivity $s = 0.9$ and the false positive rate $f = 0.09$. By Bayes
$\frac{s p}{s p + f (1 - p)} = 0.0917$.
-----
For a vector $x$ with $n$ entries, $\|x\|_1 = \sum_{i=1}^n |x_i|$ and $\|x\|_2^2 = \sum_{i=1}^n x_i^2$.
-----
For symmetric matrices $A$ and $B$ we have $(A B)^T = B A$.
-----
For orthogonal $Q$ we have $\|Q x\|^2 = \|x\|^2$.
-----
Let $w$ and $x$ be vectors and $p = \sigma(w \cdot x)$. Then $\frac{\partial p}{\partial w} = p (1 - p) x$.
-----
Let $w$ be the weight vector, $x$ the input vector, $z = w x + b$, $p = \sigma(z)$ and
$L = -y \log p - (1 - y) \log(1 - p)$. Then $\frac{\partial L}{\partial w} = (p - y) x$.
-----
Let $u$ and $v$ be vectors. Then $(u + v)^2 = u^2 + 2 u v + v^2$.
-----
Let $u$ and $v$ be vectors. Then $(u + v)(u - v) = u^2 - v^2$.
-----
Let $u$ and $v$ be vectors and $c$ a number. Then $c (u + v) = c u + c v$ and $u \cdot (c v) = c (u \cdot v)$.
-----
Let $x$ be a vector. Then $\sigma(-x) = 1 - \sigma(x)$ and $\sigma'(x) = \sigma(x) (1 - \sigma(x))$.
-----
Let $a$ be the length of the vector $v$ and $b$ its height. Then $(a b)^2 = a^2 b^2$.
"""


def lines_of(text: str) -> list[str]:
    """Return the claims, without the headings."""
    return [line for line in text.splitlines() if line and not line.startswith("# ")]


@pytest.mark.long
@pytest.mark.parametrize("claim", lines_of(CLAIMS))
def test_a_true_claim_is_not_refuted(claim):
    assert "refuted" not in verdicts(f"We have $${claim}$$\n")


@pytest.mark.parametrize("note", NOTES.split("\n-----\n"))
def test_nothing_in_a_true_note_is_refuted(note):
    assert "refuted" not in verdicts(f"{note}\n")
