/// The words of the product as data: units, codebooks, annotators, annotations, samples and runs. Records, enums and sealed interfaces only.
///
/// May use: the JDK.
@NullMarked
package concord.model;

import org.jspecify.annotations.NullMarked;
