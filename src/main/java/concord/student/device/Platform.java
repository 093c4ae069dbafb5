package concord.student.device;

import java.util.Locale;

/// The operating system and processor family, as the names of DJL's native libraries tell them.
///
/// @param system  linux, win or osx
/// @param machine x86_64 or aarch64
record Platform(String system, String machine) {
    static Platform here() {
        String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String system = name.contains("windows") ? "win" : name.contains("mac") ? "osx" : "linux";
        String machine = System.getProperty("os.arch");
        return new Platform(system, machine.equals("amd64") ? "x86_64" : machine);
    }

    /// Such as linux-x86_64.
    String classifier() {
        return system + "-" + machine;
    }

    boolean windows() {
        return system.equals("win");
    }

    boolean mac() {
        return system.equals("osx");
    }

    /// The file name of a shared library, such as libtorch.so.
    String library(String name) {
        return switch (system) {
            case "win" -> name + ".dll";
            case "osx" -> "lib" + name + ".dylib";
            default -> "lib" + name + ".so";
        };
    }
}
