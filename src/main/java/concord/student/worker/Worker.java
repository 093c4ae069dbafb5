package concord.student.worker;

import concord.job.Cancelled;
import concord.student.StudentException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The main class of the worker JVM: does the one thing its first input line asks for, then ends.
public final class Worker {
    private Worker() {
    }

    public static void main(String[] args) {
        PrintStream answers = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        // libraries that print must not spoil the answers
        System.setOut(System.err);
        Program program = new Program(System.in, answers);
        Logger log = LoggerFactory.getLogger(Worker.class);
        try {
            run(program);
        } catch (Cancelled e) {
            program.say(new FromWorker.Stopped());
        } catch (StudentException e) {
            log.warn("refused", e);
            program.say(new FromWorker.Failed(e.getMessage()));
        } catch (OutOfMemoryError e) {
            program.say(new FromWorker.Failed(Torch.NO_MEMORY));
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
            case ToWorker.Example _,ToWorker.Text _,ToWorker.Done _,ToWorker.Cancel _ ->
                throw new IllegalStateException("the first line must say what to do");
        }
    }
}
