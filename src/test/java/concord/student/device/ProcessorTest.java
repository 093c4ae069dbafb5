package concord.student.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessorTest {
    @Test
    void coresCountOnceHoweverManyThreadsTheyHave() {
        List<String> cpu = List.of("physical id\t: 0", "core id\t\t: 0", "flags\t\t: fpu avx2 avx512_bf16", "physical id\t: 0",
                "core id\t\t: 1",
                "physical id\t: 0", "core id\t\t: 0", "physical id\t: 1", "core id\t\t: 0");
        assertThat(Processor.of(cpu, List.of(), 8, 100, 10)).isEqualTo(new Processor(3, true, 100, 10));
        assertThat(Processor.of(cpu, List.of(), 2, 100, 10).cores()).isEqualTo(2);
        assertThat(Processor.of(List.of("flags : fpu avx2"), List.of(), 8, 100, 10)).isEqualTo(new Processor(8, false, 100, 10));
    }

    @Test
    void cachesCountAsFreeMemoryWithinWhatTheProgramMayUse() {
        List<String> memory = List.of("MemTotal:       64 kB", "MemAvailable:   40 kB");
        assertThat(Processor.of(List.of(), memory, 1, 65_536, 4_096).free()).isEqualTo(40_960);
        assertThat(Processor.of(List.of(), memory, 1, 20_480, 4_096).free()).isEqualTo(20_480);
        assertThat(Processor.of(List.of(), List.of("MemAvailable: none"), 1, 65_536, 4_096).free()).isEqualTo(4_096);
    }
}
