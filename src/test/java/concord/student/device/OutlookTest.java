package concord.student.device;

import static org.assertj.core.api.Assertions.assertThat;

import concord.student.device.NvidiaState.Gpu;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutlookTest {
    private static final Platform LINUX = new Platform("linux", "x86_64");
    private static final TorchLibraries CPU = libraries("cpu", "");

    private static TorchLibraries libraries(String flavor, String problem) {
        return new TorchLibraries(Path.of(flavor), "the folder " + flavor, "2.7.1", flavor, problem);
    }

    private static NvidiaState driver(int cuda, int... capabilities) {
        return new NvidiaState(true, "", cuda, "550.54",
                Arrays.stream(capabilities).mapToObj(c -> new Gpu("GPU" + c, 1000, NvidiaState.UNKNOWN, c)).toList());
    }

    private static Outlook outlook(NvidiaState state, TorchLibraries... found) {
        return new Outlook(state, List.of(found), Map.of(), LINUX, Path.of("natives"), "2.7.1");
    }

    @Test
    void aDriverWithoutCudaLibraries() {
        Outlook outlook = outlook(driver(12080, 86), CPU);
        assertThat(outlook.best()).isEmpty();
        assertThat(outlook.why()).contains("PyTorch's libraries for the processor only");
        assertThat(outlook.advice()).contains("PyTorch 2.7.1 in the variable PYTORCH_LIBRARY_PATH").doesNotContain("12.8");
    }

    @Test
    void anyDriverOfTheSameMajorCudaVersionDoes() {
        assertThat(outlook(driver(12000, 86), libraries("cu128", ""), CPU).best()).contains(0);
        assertThat(outlook(driver(13000, 86), libraries("cu124", ""), CPU).best()).contains(0);
        // a driver that does not tell its version is tried
        assertThat(outlook(driver(0, 86), libraries("cu128", ""), CPU).best()).contains(0);
    }

    @Test
    void tooOldADriver() {
        Outlook outlook = outlook(driver(11040, 86), libraries("cu124", ""), CPU);
        assertThat(outlook.why())
                .isEqualTo("the NVIDIA driver 550.54 supports CUDA 11.4 and the libraries in the folder cu124 need CUDA 12");
        assertThat(outlook.advice()).isEqualTo("Update the NVIDIA driver to 525.60.13 or later.");
    }

    @Test
    void blackwellNeedsCuda128() {
        Outlook outlook = outlook(driver(12080, 120), libraries("cu124", ""), CPU);
        assertThat(outlook.why()).contains("compute capability 12.0").contains("needs libraries for CUDA 12.8 or later");
        assertThat(outlook.advice()).contains("for CUDA 12.8");
        // a later place that serves is preferred to an earlier one that does not
        Outlook both = outlook(driver(12080, 120), libraries("cu124", ""), libraries("cu128", ""), CPU);
        assertThat(both.best()).contains(0);
        assertThat(both.cudaLibraries()).isEqualTo(libraries("cu128", ""));
    }

    @Test
    void tooOldAGpu() {
        assertThat(outlook(driver(12080, 70), libraries("cu128", ""), CPU).why()).contains("is too old for the libraries");
        assertThat(outlook(driver(12080, 70), libraries("cu126", ""), CPU).best()).contains(0);
        assertThat(outlook(driver(12080, 37), libraries("cu126", ""), CPU).best()).isEmpty();
        assertThat(outlook(driver(12080, 37, 80), libraries("cu126", ""), CPU).best()).contains(1);
    }

    @Test
    void librariesForAnotherSystemAndFailedOnes() {
        Outlook outlook = outlook(driver(12080, 86), libraries("cu128", "its libraries are made for another operating system"), CPU);
        assertThat(outlook.why()).contains("cannot come from the folder cu128: its libraries are made for another operating system");
        Outlook failed = new Outlook(driver(12080, 86), List.of(libraries("cu128", ""), CPU), Map.of(Path.of("cu128"), "it crashed"), LINUX,
                Path.of("natives"), "2.7.1");
        assertThat(failed.why()).contains("did not work: it crashed");
        assertThat(failed.processorLibraries()).contains(CPU);
    }

    @Test
    void aCudaBuildServesTheProcessorWhereThereIsNoOther() {
        assertThat(outlook(NvidiaState.NONE, libraries("cu128", "")).processorLibraries()).contains(libraries("cu128", ""));
        assertThat(outlook(NvidiaState.NONE, libraries("cu128", ""), CPU).processorLibraries()).contains(CPU);
        assertThat(outlook(NvidiaState.NONE, libraries("cu128", ""), libraries("cpu", "cut short")).processorLibraries())
                .contains(libraries("cu128", ""));
    }

    @Test
    void macHasNoGpu() {
        Outlook outlook = new Outlook(NvidiaState.NONE, List.of(CPU), Map.of(), new Platform("osx", "aarch64"), Path.of("n"), "2.7.1");
        assertThat(outlook.why()).contains("macOS");
        assertThat(outlook.advice()).contains("processor");
    }
}
