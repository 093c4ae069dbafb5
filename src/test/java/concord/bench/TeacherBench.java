package concord.bench;

import concord.teacher.BenchRun;

/// 10,000 units, 8 calls at a time, a server on this machine that answers in 200 ms: how near to the ideal time, and how much heap.
///
/// `mvn -q -B -DskipTests test-compile`, then `java -Xmx400m -cp <test class path> concord.bench.TeacherBench 10000 8 200`.
public final class TeacherBench {
    private TeacherBench() {
    }

    public static void main(String[] arguments) {
        int units = Integer.parseInt(arguments[0]);
        int workers = Integer.parseInt(arguments[1]);
        long millis = Long.parseLong(arguments[2]);
        System.out.println(BenchRun.of(units, workers, millis));
    }
}
