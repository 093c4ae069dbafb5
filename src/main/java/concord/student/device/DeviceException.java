package concord.student.device;

import concord.student.StudentException;
import org.jspecify.annotations.Nullable;

/// PyTorch could not be brought up on a device; another device may still do.
public final class DeviceException extends StudentException {
    private static final long serialVersionUID = 1;

    /// @param message one sentence for the user
    public DeviceException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
