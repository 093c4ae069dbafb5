package concord.student.worker;

/// The learning rate over a training: up in a straight line, then down to 0 in another (as get_linear_schedule_with_warmup).
final class Schedule {
    private Schedule() {
    }

    /// @param step from 0
    static double at(long step, long total, TrainSettings settings) {
        long rising = (long) (total * settings.recipe().warmUp());
        double share = step < rising ? (double) step / Math.max(1, rising) : (double) (total - step) / Math.max(1, total - rising);
        return settings.recipe().learningRate() * Math.max(0, share);
    }
}
