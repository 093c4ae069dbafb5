/// Studies as plans and results: which cells a study has, which units each learns from, and what its answers come to. Pure: no database, no
/// native code, no threads; what runs a study is in app.
///
/// May use: model, stats, sampling.
@NullMarked
package concord.study;

import org.jspecify.annotations.NullMarked;
