package concord.teacher.provider;

/// No whole response came.
final class WireException extends RuntimeException {
    private final Reply.Loss loss;

    WireException(Reply.Loss loss, Throwable cause) {
        super(loss.name(), cause);
        this.loss = loss;
    }

    Reply.Loss loss() {
        return loss;
    }
}
