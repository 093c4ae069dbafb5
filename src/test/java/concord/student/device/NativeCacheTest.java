package concord.student.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import concord.job.Cancelled;
import concord.student.StudentException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeCacheTest {
    @TempDir
    Path temp;
    private final byte[] content = new byte[40 << 20];
    private NativeJar jar;
    private NativeCache cache;
    private List<NativeJar.Member> members;
    private Path file;
    private final NotedContext context = new NotedContext();

    @BeforeEach
    void pack() throws Exception {
        new Random(1).nextBytes(content);
        jar = new NativeJar(temp.resolve("natives.jar"));
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar.path()))) {
            zip.setLevel(0);
            zip.putNextEntry(new ZipEntry("lib/big.so"));
            zip.write(content);
            zip.putNextEntry(new ZipEntry("lib/deeper/other.so"));
        }
        members = jar.folder("lib/");
        cache = new NativeCache(temp.resolve("cache"));
        file = cache.folder().resolve("big.so");
    }

    @Test
    void filesThatWereCutAreUnpackedAgain() throws Exception {
        assertThat(members).containsExactly(new NativeJar.Member("lib/big.so", "big.so"));
        cache.unpack(jar, members, context);
        assertThat(file).hasBinaryContent(content);
        Files.write(file, Arrays.copyOf(content, 1000));
        // what a killed program leaves behind
        Files.write(cache.folder().resolve("big.so.part"), Arrays.copyOf(content, 500));
        cache.unpack(jar, members, context);
        assertThat(file).hasBinaryContent(content);
        assertThat(cache.folder().resolve("big.so.part")).doesNotExist();
    }

    @Test
    void damageThatKeepsTheSizeIsFoundBySum() throws Exception {
        cache.unpack(jar, members, context);
        assertThat(cache.dropDamaged(jar, members)).isFalse();
        Files.write(file, new byte[content.length]);
        assertThat(cache.dropDamaged(jar, members)).isTrue();
        cache.unpack(jar, members, context);
        assertThat(file).hasBinaryContent(content);
    }

    @Test
    void cancellingLeavesNothingHalf() {
        context.cancelAfter = 1;
        assertThatThrownBy(() -> cache.unpack(jar, members, context)).isInstanceOf(Cancelled.class);
        assertThat(file).doesNotExist();
        assertThat(cache.folder().resolve("big.so.part")).doesNotExist();
    }

    @Test
    void aPlaceThatCannotBeWrittenIsOneSentence() throws Exception {
        Files.writeString(temp.resolve("cache"), "a file in the way");
        assertThatThrownBy(() -> cache.unpack(jar, members, context)).isInstanceOf(StudentException.class)
                .hasMessageContaining("could not be unpacked").hasMessageContaining("Free some disk space");
    }

    @Test
    void theSecondProgramWaitsForTheFirst() throws Exception {
        Files.createDirectories(cache.folder());
        CompletableFuture<Path> waiting;
        try (FileChannel first = FileChannel.open(cache.folder().resolve("unpacking.lock"), StandardOpenOption.CREATE,
                StandardOpenOption.WRITE); var _ = first.lock()) {
            waiting = CompletableFuture.supplyAsync(() -> cache.unpack(jar, members, context));
            TimeUnit.MILLISECONDS.sleep(300);
            assertThat(waiting).isNotDone();
        }
        waiting.get(20, TimeUnit.SECONDS);
        assertThat(file).hasBinaryContent(content);
    }
}
