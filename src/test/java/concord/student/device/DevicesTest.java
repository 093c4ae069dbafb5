package concord.student.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import concord.model.result.DeviceReport;
import concord.student.StudentException;
import concord.student.device.NvidiaState.Gpu;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Decisions on a made-up Linux computer, with the jars of this build's class path.
class DevicesTest {
    private static final Platform HERE = Platform.here();
    private static final long GB = 1_000_000_000;
    private static final NvidiaState TWO = new NvidiaState(true, "", 12040, "550.54",
            List.of(new Gpu("Old", 8 * GB, 2 * GB, 75), new Gpu("New", 24 * GB, 23 * GB, 89)));

    @TempDir
    Path temp;

    private Devices devices(NvidiaState state, Map<String, String> environment) {
        return new Devices(environment, System.getProperty("java.class.path"), temp.resolve("cache"), temp.resolve("natives"), 3, HERE,
                () -> state, () -> new Processor(4, true, 16 * GB, 8 * GB));
    }

    @Test
    void withoutADriverTheProcessorIsChosenAndSaidWhy() {
        Devices devices = devices(NvidiaState.NONE, Map.of());
        assertThat(devices.choose("auto").key()).isEqualTo("cpu");
        DeviceReport report = devices.report();
        assertThat(report.chosen()).isEqualTo("cpu");
        assertThat(report.threads()).isEqualTo(3);
        assertThat(report.sentence()).startsWith("The processor is used with 3 threads: ");
        assertThat(report.advice()).isNotEmpty();
        assertThat(report.devices())
                .containsExactly(new DeviceReport.Device("cpu", "processor, 4 cores", 16 * GB, 8 * GB, true, true, ""));
        assertThatThrownBy(() -> devices.choose("gpu0")).isInstanceOf(StudentException.class).hasMessageContaining("gpu0 cannot be used");
        assertThatThrownBy(() -> devices.choose("tpu")).hasMessageContaining("There is no device \"tpu\"");
    }

    @Test
    void withADriverAndLibrariesTheGpuWithMostFreeMemoryIsTakenUnlessOneIsNamed() throws Exception {
        Devices devices = devices(TWO, Map.of("PYTORCH_LIBRARY_PATH", Folders.cuda(temp.resolve("torch"), HERE, "2.7.1+cu126").toString()));
        assertThat(devices.choose("auto").key()).isEqualTo("gpu1");
        assertThat(devices.choose("gpu0").key()).isEqualTo("gpu0");
        assertThat(devices.choose("cpu").libraries().cuda()).isFalse();
        assertThatThrownBy(() -> devices.choose("gpu2")).hasMessageContaining("finds 2 GPUs only");
        DeviceReport report = devices.report();
        assertThat(report.chosen()).isEqualTo("gpu1");
        assertThat(report.sentence()).contains("New, 24.0 GB, 23.0 GB free");
        assertThat(report.devices()).extracting(DeviceReport.Device::bf16).containsExactly(true, false, true);
    }

    @Test
    void aDeviceThatDoesNotStartIsReplacedUnlessItWasInsistedOn() throws Exception {
        Devices devices = devices(TWO, Map.of("PYTORCH_LIBRARY_PATH", Folders.cuda(temp.resolve("torch"), HERE, "2.7.1+cu126").toString()));
        Devices.Choice failed = devices.choose("auto");
        NotedContext context = new NotedContext();
        DeviceException reason = new DeviceException("no kernel image is available.", null);
        Devices.Choice next = devices.instead("auto", failed, reason, context);
        assertThat(next.key()).isEqualTo("cpu");
        assertThat(next.libraries().origin()).contains("of this installation");
        assertThat(context.notes).singleElement().asString().contains("The gpu1 cannot be used")
                .contains("no kernel image is available. Go");
        assertThat(devices.choose("auto").key()).isEqualTo("cpu");
        assertThat(devices.report().sentence()).contains("did not work: no kernel image");
        assertThatThrownBy(() -> devices.instead("gpu1", failed, reason, context)).hasMessageContaining("The device gpu1 cannot be used")
                .hasMessageContaining("no kernel image").hasMessageEndingWith("Choose the device auto or cpu.");
        // and when the processor fails too, nothing is left
        assertThatThrownBy(() -> devices.instead("auto", next, reason, context)).isInstanceOf(StudentException.class)
                .hasMessageContaining("There are no PyTorch libraries that work on this computer");
    }

    @Test
    void oneCoreIsLeftToTheWindowWhereThereAreEnough() {
        assertThat(Devices.defaultThreads(1)).isEqualTo(1);
        assertThat(Devices.defaultThreads(2)).isEqualTo(2);
        assertThat(Devices.defaultThreads(8)).isEqualTo(7);
        assertThat(Devices.defaultThreads(128)).isEqualTo(16);
    }
}
