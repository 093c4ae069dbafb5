package concord.student.worker;

/// TorchScript methods that the stages of all architectures call: what PyTorch computes too, by faster ways on a CPU.
///
/// - `product(x, w, b) -> Tensor`, a linear map of x [..., I] by w [O, I]. In 32-bit floats PyTorch takes MKL, which on processors of other
///   makers than Intel leaves AVX-512 unused; oneDNN does not, and is reached as a convolution of width 1 where a gradient is wanted and by
///   its own operator where none is. Measured on an AMD EPYC of the Zen 5 kind: 200 GFLOP/s by MKL, 440 by oneDNN.
/// - `noise(x, least) -> Tensor` in the shape of x: 1 where 16 random bits are at least `least`, else 0. PyTorch draws 64 bits for every number.
/// - `drop(x, share, least, scale) -> Tensor`, dropout while training.
/// - `residual(x, o, share, least, scale) -> Tensor`, x + dropout(o).
/// - `attend(q, k, v, m, share, least, scale, by) -> Tensor`, attention of [B, heads, S, size] with scores times `by`.
///   m is boolean (true may be seen) or additive. With dropout PyTorch has no fused kernel either.
final class CommonKernels {
    /// Rows a convolution's image is cut into; oneDNN is only taken for 16 images or more when there is one thread.
    static final int IMAGES = 16;

    /// Numbers in x below which the convolution is left to a slow generic kernel.
    private static final int LEAST_NUMBERS = 20_480;
    private static final int WHOLE = 4;
    private static final int SHORT = 2;
    private static final int BOOLEAN = 11;

    private CommonKernels() {
    }

    static String text() {
        return product(System.getProperty("os.arch"))
                + """
                          def noise(self: __torch__.M, x: Tensor, least: int) -> Tensor:
                            n = torch.numel(x)
                            r = torch.empty([torch.floordiv(torch.add(n, 3), 4)], dtype=%1$d)
                            r = torch.random_(r, torch.sub(-9223372036854775807, 1), None)
                            b = torch.slice(torch.view_copy(r, dtype=%2$d), 0, 0, n, 1)
                            k = torch.sub_(torch.clamp(b, torch.sub(least, 1), least), torch.sub(least, 1))
                            return torch.reshape(torch.type_as(k, x), torch.size(x))
                          def drop(self: __torch__.M, x: Tensor, share: float, least: int, scale: float) -> Tensor:
                            if self.training:
                              if ops.prim.is_cuda(x):
                                y = torch.dropout(x, share, True)
                              else:
                                y = torch.mul(torch.mul(x, (self).noise(x, least, )), scale)
                            else:
                              y = x
                            return y
                          def residual(self: __torch__.M, x: Tensor, o: Tensor, share: float, least: int, scale: float) -> Tensor:
                            if self.training:
                              if ops.prim.is_cuda(x):
                                y = torch.add(x, torch.dropout(o, share, True))
                              else:
                                y = torch.add(x, torch.mul(o, (self).noise(o, least, )), alpha=scale)
                            else:
                              y = torch.add(x, o)
                            return y
                          def attend(self: __torch__.M, q: Tensor, k: Tensor, v: Tensor, m: Optional[Tensor], share: float, least: int, scale: float, by: Optional[float]) -> Tensor:
                            if torch.__and__(self.training, torch.__and__(torch.gt(share, 0.), torch.__not__(ops.prim.is_cuda(q)))):
                              if torch.__isnot__(by, None):
        f = unchecked_cast(float, by)
      else:
        f = torch.pow(torch.size(q, -1), -0.5)
      s = torch.matmul(torch.mul(q, f), torch.transpose(k, 2, 3))
                              if torch.__isnot__(m, None):
                                m0 = unchecked_cast(Tensor, m)
                                if torch.eq(ops.prim.dtype(m0), %3$d):
                                  a = torch.zeros_like(m0, dtype=ops.prim.dtype(s))
                                  m1 = torch.masked_fill(a, torch.logical_not(m0), -inf)
                                else:
                                  m1 = torch.type_as(m0, s)
                                s1 = torch.add(s, m1)
                              else:
                                s1 = s
                              p = torch.softmax(s1, -1)
                              p1 = torch.mul(p, (self).noise(p, least, ))
                              o = torch.mul(torch.matmul(p1, v), scale)
                            else:
                              o = torch.scaled_dot_product_attention(q, k, v, m, ((share) if self.training else (0.0)), False, scale=by)
                            return o
                        """
                        .formatted(WHOLE, SHORT, BOOLEAN);
    }

    /// oneDNN's operators are only there on x86.
    private static String product(String processor) {
        String head = "  def product(self: __torch__.M, x: Tensor, w: Tensor, b: Optional[Tensor]) -> Tensor:\n";
        if (!processor.equals("amd64") && !processor.equals("x86_64"))
            return head + "    return torch.linear(x, w, b)\n";
        // the operator named says whether there is AVX-512, with 16-bit products or without
        return head + """
                    n = torch.numel(x)
                    i = torch.size(w, 1)
                    t = torch.floordiv(n, i)
                    if torch.__or__(ops.prim.is_cuda(x), torch.__or__(torch.ne(ops.prim.dtype(x), %1$d), torch.le(n, %2$d))):
                      y = torch.linear(x, w, b)
                    elif torch.__not__(ops.mkldnn._is_mkldnn_bf16_supported()):
                      y = torch.linear(x, w, b)
                    elif torch.is_grad_enabled():
                      images = ((%3$d) if torch.eq(torch.remainder(t, %3$d), 0) else (1))
                      f = torch.reshape(x, [images, torch.floordiv(t, images), 1, i])
                      w4 = torch.unsqueeze(torch.unsqueeze(w, -1), -1)
                      z = torch.conv2d(torch.permute(f, [0, 3, 1, 2]), w4, b)
                      y = torch.reshape(torch.permute(z, [0, 2, 3, 1]), torch.add(torch.slice(torch.size(x), 0, -1, 1), [torch.size(w, 0)]))
                    else:
                      y = ops.mkldnn._linear_pointwise(x, w, b, "none", annotate(List[Optional[number]], []), "")
                    return y
                """.formatted(Precision.FLOAT_CODE, LEAST_NUMBERS, IMAGES);
    }
}
