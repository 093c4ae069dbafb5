package concord.student;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DevicesTest {
    @Test
    void withoutCudaLibrariesTheProcessorIsChosenAndSaidWhy() {
        Devices devices = new Devices(Map.of(), "a.jar", 3);
        assertThat(devices.choose("auto").key()).isEqualTo("cpu");
        assertThat(devices.report().chosen()).isEqualTo("cpu");
        assertThat(devices.report().threads()).isEqualTo(3);
        assertThat(devices.report().sentence()).startsWith("The processor is used with 3 threads: ").contains("A GPU is used when");
        assertThatThrownBy(() -> devices.choose("gpu0")).isInstanceOf(StudentException.class).hasMessageContaining("gpu0 cannot be used");
        assertThatThrownBy(() -> devices.choose("tpu")).hasMessageContaining("There is no device \"tpu\"");
    }

    @Test
    void aCudaFolderIsReadAsProcessorFolderWhenTheProcessorIsChosen() {
        Map<String, String> environment = new HashMap<>(Map.of("PYTORCH_LIBRARY_PATH", "/torch/lib", "PYTORCH_FLAVOR", "cu128"));
        new Devices.Choice("cpu").prepare(environment);
        assertThat(environment).containsEntry("PYTORCH_FLAVOR", "cpu").containsEntry("CUDA_VISIBLE_DEVICES", "");
        Map<String, String> untouched = new HashMap<>(environment);
        untouched.put("PYTORCH_FLAVOR", "cu128");
        new Devices.Choice("gpu0").prepare(untouched);
        assertThat(untouched).containsEntry("PYTORCH_FLAVOR", "cu128");
    }

    @Test
    void oneCoreIsLeftToTheWindowWhereThereAreEnough() {
        assertThat(Devices.defaultThreads(1)).isEqualTo(1);
        assertThat(Devices.defaultThreads(2)).isEqualTo(2);
        assertThat(Devices.defaultThreads(8)).isEqualTo(7);
        assertThat(Devices.defaultThreads(128)).isEqualTo(16);
    }
}
