package concord.student.device;

import concord.student.StudentException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// DJL's own library between Java and PyTorch: it works with one version of PyTorch, and comes in flavors.
///
/// @param torch   the version of PyTorch it needs, such as 2.7.1
/// @param engine  DJL's version, such as 0.35.1
/// @param flavors the library of each flavor this platform has, such as cpu and cu128
record Binding(NativeJar jar, String torch, String engine, Map<String, NativeJar.Member> flavors) {
    /// @throws StudentException when the class path has none
    static Binding on(String classPath, Platform platform) {
        List<NativeJar> jars = NativeJar.on(classPath, "pytorch-jni-");
        if (jars.isEmpty())
            throw new StudentException(
                    "This installation is incomplete: PyTorch's binding (pytorch-jni) is missing. Install Concord again.");
        NativeJar jar = jars.getFirst();
        try {
            String[] versions = jar.properties("jnilib/pytorch.properties").getProperty("jni_version", "").split("-");
            Map<String, NativeJar.Member> flavors = new TreeMap<>();
            String folder = "jnilib/" + platform.classifier() + "/";
            for (String flavor : List.of("cpu", "cu118", "cu121", "cu124", "cu126", "cu128", "cu129", "cu130")) {
                jar.folder(folder + flavor + "/").forEach(m -> flavors.put(flavor, m));
            }
            return new Binding(jar, versions[0], versions[versions.length - 1], flavors);
        } catch (IOException e) {
            throw new StudentException("The file " + jar.path() + " of this installation is damaged. Install Concord again.", e);
        }
    }

    /// The flavor to use with libraries of another one: the same, or one of the same CUDA major version (they share the names of all libraries).
    Optional<String> flavorFor(String libraries) {
        if (flavors.containsKey(libraries))
            return Optional.of(libraries);
        if (libraries.length() < 4)
            return Optional.empty();
        return flavors.keySet().stream().filter(f -> f.startsWith(libraries.substring(0, 4))).findFirst();
    }
}
