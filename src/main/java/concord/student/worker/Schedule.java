package concord.student.worker;

/// The learning rate over a training: up in a straight line over the warm-up, then as the recipe says (transformers'
/// get_linear_schedule_with_warmup, get_cosine_schedule_with_warmup and get_constant_schedule_with_warmup).
final class Schedule {
    private Schedule() {
    }

    /// @param step from 0
    static double at(long step, long total, TrainSettings settings) {
        long rising = (long) (total * settings.recipe().warmUp());
        if (step < rising)
            return settings.recipe().learningRate() * ((double) step / rising);
        double done = (double) (step - rising) / Math.max(1, total - rising);
        return settings.recipe().learningRate() * switch (settings.recipe().schedule()) {
            case "linear" -> Math.max(0, 1 - done);
            case "cosine" -> Math.max(0, (1 + Math.cos(Math.PI * done)) / 2);
            case "constant" -> 1;
            default -> throw new IllegalArgumentException(settings.recipe().schedule());
        };
    }
}
