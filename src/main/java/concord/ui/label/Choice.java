package concord.ui.label;

import concord.app.LabelService.Order;
import org.jspecify.annotations.Nullable;

/// What is labelled by whom.
///
/// @param sample null for all units
record Choice(String person, @Nullable String sample, Order order, long seed) {}
