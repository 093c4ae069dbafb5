package concord.student.worker;

import concord.job.Cancelled;
import concord.student.StudentException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The main class of the worker JVM: tries its device, does what its first input line asks for, then ends.
///
/// Arguments: the device (cpu, gpu0, ...) and the number of CPU threads.
public final class Worker {
    private static final String NO_HEAP = "The worker ran out of memory for Java. CONCORD_WORKER_OPTIONS=-Xmx4g gives it more than its 2 GB.";

    private Worker() {
    }

    public static void main(String[] args) {
        PrintStream answers = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        // libraries that print must not spoil the answers
        System.setOut(System.err);
        Program program = new Program(System.in, answers);
        Logger log = LoggerFactory.getLogger(Worker.class);
        try {
            Torch.tryOut(args[0], Integer.parseInt(args[1]));
            program.say(new FromWorker.Ready());
        } catch (StudentException e) {
            log.warn("the device cannot be used", e);
            program.say(new FromWorker.Unusable(e.getMessage()));
            return;
        }
        try {
            run(program);
        } catch (Cancelled e) {
            program.say(new FromWorker.Stopped());
        } catch (StudentException e) {
            log.warn("refused", e);
            program.say(new FromWorker.Failed(e.getMessage()));
        } catch (OutOfMemoryError e) {
            program.say(new FromWorker.Failed(NO_HEAP));
        } catch (Exception | LinkageError e) {
            log.error("failed", e);
            program.say(new FromWorker.Failed(Torch.sentence(e)));
        }
    }

    static void run(Link link) throws Exception {
        switch (link.next()) {
            case ToWorker.Train train -> TrainCommand.run(train, link);
            case ToWorker.Score score -> ScoreCommand.run(score, link);
            case ToWorker.Embed embed -> EmbedCommand.run(embed, link);
            case ToWorker.Again _,ToWorker.Example _,ToWorker.Text _,ToWorker.Done _,ToWorker.Enough _,ToWorker.Cancel _ ->
                throw new IllegalStateException("the first line must say what to do");
        }
    }
}
