/// A server that speaks the wire formats of the providers and lies when told to.
@org.jspecify.annotations.NullMarked
package concord.teacher.server;
