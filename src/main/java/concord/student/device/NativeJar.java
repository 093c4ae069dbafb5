package concord.student.device;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// One of DJL's jars that carry native libraries.
record NativeJar(Path path) {
    /// A library inside.
    ///
    /// @param entry its name in the jar
    /// @param name  its name as a file
    record Member(String entry, String name) {}

    /// Those on a class path whose file names start so, in its order.
    static List<NativeJar> on(String classPath, String prefix) {
        return Arrays.stream(classPath.split(File.pathSeparator)).map(File::new)
                .filter(f -> f.getName().startsWith(prefix) && f.getName().endsWith(".jar") && f.isFile())
                .map(f -> new NativeJar(f.toPath().toAbsolutePath())).toList();
    }

    /// @throws IOException when the jar cannot be read or has no such entry
    Properties properties(String entry) throws IOException {
        try (ZipFile zip = new ZipFile(path.toFile())) {
            ZipEntry found = zip.getEntry(entry);
            if (found == null)
                throw new IOException("it has no " + entry);
            try (InputStream in = zip.getInputStream(found)) {
                Properties properties = new Properties();
                properties.load(in);
                return properties;
            }
        }
    }

    /// Everything directly in a folder of the jar.
    List<Member> folder(String folder) throws IOException {
        try (ZipFile zip = new ZipFile(path.toFile())) {
            List<Member> out = new ArrayList<>();
            zip.stream().filter(e -> e.getName().startsWith(folder) && !e.isDirectory()).map(ZipEntry::getName)
                    .filter(name -> name.indexOf('/', folder.length()) < 0)
                    .forEach(name -> out.add(new Member(name, name.substring(folder.length()))));
            return out;
        }
    }
}
