package concord.student.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NvidiaStateTest {
    @Test
    void readsWhatTheChildPrints() {
        NvidiaState state = NvidiaState.parse(List.of("version\t550.54", "cuda\t12040", "a library's own words", "init\t0",
                "gpu\tNVIDIA A10\t24000000000\t-1\t86", "gpu\tNVIDIA H100\t80000000000\t79000000000\t90"));
        assertThat(state.trouble()).isEmpty();
        assertThat(state.cudaWords()).isEqualTo("12.4");
        assertThat(state.version()).isEqualTo("550.54");
        assertThat(state.gpus()).containsExactly(new NvidiaState.Gpu("NVIDIA A10", 24_000_000_000L, NvidiaState.UNKNOWN, 86),
                new NvidiaState.Gpu("NVIDIA H100", 80_000_000_000L, 79_000_000_000L, 90));
    }

    @Test
    void everyTroubleIsWords() {
        assertThat(NvidiaState.parse(List.of("init\t100")).trouble()).contains("finds no GPU");
        assertThat(NvidiaState.parse(List.of("hidden\t2", "init\t100")).trouble()).contains("CUDA_VISIBLE_DEVICES");
        assertThat(NvidiaState.parse(List.of("init\t34")).trouble()).contains("not an NVIDIA driver");
        assertThat(NvidiaState.parse(List.of("init\t803")).trouble()).contains("different versions");
        assertThat(NvidiaState.parse(List.of("init\t7")).trouble()).contains("CUDA error 7");
        assertThat(NvidiaState.parse(List.of("init\t0")).trouble()).contains("finds no GPU");
        assertThat(NvidiaState.parse(List.of()).trouble()).contains("gave no answer");
        assertThat(NvidiaState.parse(List.of("init\t0", "gpu\tX\tmany")).trouble()).contains("cannot be read");
    }
}
