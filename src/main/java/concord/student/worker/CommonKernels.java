package concord.student.worker;

/// TorchScript methods that the stages of all architectures call: what PyTorch computes too, by faster ways on a CPU.
///
/// - `product(x, w, b) -> Tensor`, a linear map of x [..., I] by w [O, I]. For 32-bit floats PyTorch takes MKL, which on processors of other
///   makers than Intel leaves AVX-512 unused; oneDNN does not, and is reached as a convolution of width 1 while training and by its own
///   operator, which knows no gradients, otherwise. On an AMD EPYC of the Zen 5 kind MKL does 200 GFLOP/s and oneDNN 440 on two cores.
/// - `bent(x, w, b) -> Tensor`, the same followed by gelu.
/// - `noise(x, least) -> Tensor` in the shape of x: 1 where 16 random bits are at least `least`, else 0. PyTorch draws 64 bits for every number.
/// - `drop(x, share, least, scale) -> Tensor`, dropout while training.
/// - `residual(x, o, share, least, scale) -> Tensor`, x + dropout(o).
/// - `attend(q, k, v, m, share, least, scale, by) -> Tensor`, attention of [B, heads, S, size] with scores times `by`.
///   m is boolean (true may be seen) or additive. With dropout PyTorch has no fused kernel either.
/// - `pack(x, mask) -> List[Tensor]`, x [B, S, H] without what was filled up, for all that is computed token by token: the tokens [T, H]; what
///   is added to scores [B, 1, 1, S], or nothing when all may be seen; their places among B * S; for each of those its row among the tokens;
///   the mask. When little was filled up the tokens stay [B, S, H] and the places are empty.
/// - `spread(x, c, heads) -> Tensor`, packed x as [B, heads, S, size]; c what pack gave.
/// - `collect(o, c) -> Tensor`, the way back from [B, heads, S, size].
/// - `unpack(x, c) -> Tensor` [B, S, H]; what it puts where the text was filled up means nothing.
final class CommonKernels {
    /// Convolutions see the tokens as rows of this many images: with fewer, PyTorch does not take oneDNN when there is one thread.
    private static final int IMAGES = 16;
    /// Numbers in x from which PyTorch takes oneDNN for a convolution.
    private static final int MANY = 20_480;
    /// Packing is worth its copies from this share of places that were filled up.
    private static final double EMPTY = 0.03;
    private static final int SHORT_CODE = 2;
    private static final int BOOLEAN_CODE = 11;

    private CommonKernels() {
    }

    static String text() {
        return product(System.getProperty("os.arch"))
                + """
                          def noise(self: __torch__.M, x: Tensor, least: int) -> Tensor:
                            n = torch.numel(x)
                            r = torch.empty([torch.floordiv(torch.add(n, 3), 4)], dtype=LONG)
                            r = torch.random_(r, torch.sub(-9223372036854775807, 1), None)
                            b = torch.slice(torch.view_copy(r, dtype=SHORT), 0, 0, n, 1)
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
                                if torch.eq(ops.prim.dtype(m0), BOOLEAN):
                                  m1 = torch.masked_fill(torch.zeros_like(m0, dtype=ops.prim.dtype(s)), torch.logical_not(m0), -inf)
                                else:
                                  m1 = torch.type_as(m0, s)
                                s1 = torch.add(s, m1)
                              else:
                                s1 = s
                              p = torch.softmax(s1, -1)
                              o = torch.mul(torch.matmul(torch.mul(p, (self).noise(p, least, )), v), scale)
                            else:
                              o = torch.scaled_dot_product_attention(q, k, v, m, ((share) if self.training else (0.0)), False, scale=by)
                            return o
                          def pack(self: __torch__.M, x: Tensor, mask: Tensor) -> List[Tensor]:
                            n = torch.numel(mask)
                            some = torch.reshape(torch.ne(mask, 0), [n])
                            pick = torch.reshape(torch.nonzero(some), [-1])
                            t = torch.size(pick, 0)
                            none = torch.slice(pick, 0, 0, 0, 1)
                            if torch.eq(t, n):
                              m = none
                            else:
                              seen = torch.unsqueeze(torch.unsqueeze(mask, 1), 1)
                              m = torch.masked_fill(torch.zeros_like(seen, dtype=FLOAT), torch.eq(seen, 0), -inf)
                            fill = torch.remainder(torch.neg(t), IMAGES)
                            whole = torch.__or__(torch.eq(torch.remainder(n, IMAGES), 0), torch.__not__(self.training))
                            if torch.__and__(whole, torch.gt(torch.add(t, fill), torch.mul(n, FULL))):
                              c = [x, m, none, none, mask]
                            else:
                              picked = torch.cat([pick, torch.zeros([fill], dtype=LONG, device=ops.prim.device(pick))])
                              place = torch.clamp_min(torch.sub(torch.cumsum(some, 0), 1), 0)
                              c = [torch.embedding(torch.reshape(x, [n, -1]), picked), m, picked, place, mask]
                            return c
                          def spread(self: __torch__.M, x: Tensor, c: List[Tensor], heads: int) -> Tensor:
                            return torch.transpose(torch.reshape((self).unpack(x, c, ), [torch.size(c[4], 0), torch.size(c[4], 1), heads, -1]), 1, 2)
                          def collect(self: __torch__.M, o: Tensor, c: List[Tensor]) -> Tensor:
                            x = torch.flatten(torch.transpose(o, 1, 2), 2)
                            if torch.gt(torch.numel(c[2]), 0):
                              x = torch.embedding(torch.flatten(x, 0, 1), c[2])
                            return x
                          def unpack(self: __torch__.M, x: Tensor, c: List[Tensor]) -> Tensor:
                            if torch.gt(torch.numel(c[2]), 0):
                              y = torch.reshape(torch.embedding(x, c[3]), [torch.size(c[4], 0), torch.size(c[4], 1), -1])
                            else:
                              y = x
                            return y
                        """
                        .replace("LONG", Integer.toString(KernelText.LONG_CODE)).replace("SHORT", Integer.toString(SHORT_CODE))
                        .replace("BOOLEAN", Integer.toString(BOOLEAN_CODE)).replace("FLOAT", Integer.toString(Precision.FLOAT_CODE))
                        .replace("IMAGES", Integer.toString(IMAGES)).replace("FULL", Double.toString(1 - EMPTY));
    }

    /// oneDNN's operators are only there on x86, and only with AVX-512 better than what PyTorch takes.
    private static String product(String processor) {
        if (!processor.equals("amd64") && !processor.equals("x86_64"))
            return """
                      def product(self: __torch__.M, x: Tensor, w: Tensor, b: Optional[Tensor]) -> Tensor:
                        return torch.linear(x, w, b)
                      def bent(self: __torch__.M, x: Tensor, w: Tensor, b: Optional[Tensor]) -> Tensor:
                        return torch.gelu(torch.linear(x, w, b))
                    """;
        return """
                  def direct(self: __torch__.M, x: Tensor) -> bool:
                    graph = torch.__or__(self.training, torch.is_grad_enabled())
                    here = torch.__not__(ops.prim.is_cuda(x))
                    return torch.__and__(torch.__and__(here, torch.__not__(graph)), ops.mkldnn._is_mkldnn_bf16_supported())
                  def product(self: __torch__.M, x: Tensor, w: Tensor, b: Optional[Tensor]) -> Tensor:
                    n = torch.numel(x)
                    many = torch.__and__(torch.eq(ops.prim.dtype(x), FLOAT), torch.gt(n, MANY))
                    if (self).direct(x, ):
                      y = ops.mkldnn._linear_pointwise(x, w, b, "none", annotate(List[Optional[number]], []), "")
                    elif torch.__and__(torch.__and__(many, torch.__not__(ops.prim.is_cuda(x))), ops.mkldnn._is_mkldnn_bf16_supported()):
                      i = torch.size(w, 1)
                      t = torch.floordiv(n, i)
                      fill = torch.remainder(torch.neg(t), IMAGES)
                      rows = torch.reshape(x, [t, i])
                      if torch.gt(fill, 0):
                        rows = torch.constant_pad_nd(rows, [0, 0, 0, fill], 0)
                      f = torch.permute(torch.reshape(rows, [IMAGES, -1, 1, i]), [0, 3, 1, 2])
                      z = torch.permute(torch.conv2d(f, torch.unsqueeze(torch.unsqueeze(w, -1), -1), b), [0, 2, 3, 1])
                      o = torch.size(w, 0)
                      z = torch.slice(torch.reshape(z, [-1, o]), 0, 0, t, 1)
                      y = torch.reshape(z, torch.add(torch.slice(torch.size(x), 0, -1, 1), [o]))
                    else:
                      y = torch.linear(x, w, b)
                    return y
                  def bent(self: __torch__.M, x: Tensor, w: Tensor, b: Optional[Tensor]) -> Tensor:
                    if (self).direct(x, ):
                      y = ops.mkldnn._linear_pointwise(x, w, b, "gelu", annotate(List[Optional[number]], []), "none")
                    else:
                      y = torch.gelu((self).product(x, w, b, ))
                    return y
                """.replace("FLOAT", Integer.toString(Precision.FLOAT_CODE)).replace("MANY", Integer.toString(MANY)).replace("IMAGES",
                Integer.toString(IMAGES));
    }
}
