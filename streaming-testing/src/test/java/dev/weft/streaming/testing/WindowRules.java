package dev.weft.streaming.testing;

import dev.weft.streaming.testing.WindowsModel.Item;
import dev.weft.streaming.testing.WindowsModel.Pane;
import dev.weft.streaming.testing.WindowsModel.Rule;
import java.util.List;
import java.util.Optional;
import java.util.function.LongUnaryOperator;

/** Models of the API's triggers, for {@link WindowsModel}. */
final class WindowRules {

    private WindowRules() {}

    /** When event time reaches the window's end, and with every element after that. */
    record AtTheEnd() implements Rule {
        @Override
        public boolean added(WindowsModel model, Pane pane, Item item) {
            if (pane.span.last() <= model.watermark()) {
                return true;
            }
            pane.eventTimers.add(pane.span.last());
            return false;
        }

        @Override
        public boolean eventTime(WindowsModel model, Pane pane, long time) {
            return time == pane.span.last();
        }
    }

    /** When the clock reaches the window's end. */
    record AtTheEndByTheClock() implements Rule {
        @Override
        public boolean added(WindowsModel model, Pane pane, Item item) {
            pane.clockTimers.add(pane.span.last());
            return false;
        }

        @Override
        public boolean clock(Pane pane, long time) {
            return true;
        }
    }

    /** With every so many elements. */
    record EveryCount(long size) implements Rule {
        @Override
        public boolean added(WindowsModel model, Pane pane, Item item) {
            pane.count++;
            if (pane.count < size) {
                return false;
            }
            pane.count = 0;
            return true;
        }

        @Override
        public void merged(WindowsModel model, Pane pane, List<Pane> former) {
            pane.count = former.stream().mapToLong(one -> one.count).sum();
        }

        @Override
        public void forget(Pane pane) {
            pane.count = 0;
        }
    }

    /** With an element that is far from the last that made it fire. */
    record FarFromTheLast(long threshold, LongUnaryOperator measure) implements Rule {
        @Override
        public boolean added(WindowsModel model, Pane pane, Item item) {
            long now = measure.applyAsLong(item.value());
            boolean fires = pane.last.isPresent() && Math.abs(now - pane.last.get()) > threshold;
            if (fires || pane.last.isEmpty()) {
                pane.last = Optional.of(now);
            }
            return fires;
        }
    }

    /** With every interval of event time in which there is the window, and at its end; once at the end of all time. */
    record EveryInterval(long interval) implements Rule {
        @Override
        public boolean added(WindowsModel model, Pane pane, Item item) {
            if (pane.span.last() <= model.watermark()) {
                return true;
            }
            pane.eventTimers.add(pane.span.last());
            if (pane.fireAt.isEmpty()) {
                next(pane, item.timestamp() - Math.floorMod(item.timestamp(), interval));
            }
            return false;
        }

        private void next(Pane pane, long time) {
            pane.fireAt = Optional.of(Math.min(time + interval, pane.span.last()));
            pane.eventTimers.add(pane.fireAt.get());
        }

        @Override
        public boolean eventTime(WindowsModel model, Pane pane, long time) {
            if (time == pane.span.last()) {
                return true;
            }
            if (!pane.fireAt.equals(Optional.of(time))) {
                return false;
            }
            boolean forEver = pane.span.last() == Long.MAX_VALUE && model.watermark() == Long.MAX_VALUE;
            next(pane, forEver ? Long.MAX_VALUE - interval : time);
            return true;
        }

        @Override
        public void merged(WindowsModel model, Pane pane, List<Pane> former) {
            pane.fireAt = former.stream().flatMap(one -> one.fireAt.stream()).min(Long::compare);
            pane.fireAt.ifPresent(pane.eventTimers::add);
        }
    }

    /** With every interval of the clock, and at the end of a window of the clock. */
    record EveryIntervalOfTheClock(long interval) implements Rule {
        @Override
        public boolean added(WindowsModel model, Pane pane, Item item) {
            if (pane.fireAt.isEmpty()) {
                next(pane, model.nowMs() - model.nowMs() % interval);
            }
            return false;
        }

        private void next(Pane pane, long time) {
            long next = time + interval;
            pane.fireAt = Optional.of(pane.span.last() > time ? Math.min(next, pane.span.last()) : next);
            pane.clockTimers.add(pane.fireAt.get());
        }

        @Override
        public boolean clock(Pane pane, long time) {
            if (!pane.fireAt.equals(Optional.of(time))) {
                return false;
            }
            next(pane, time);
            return true;
        }

        @Override
        public void merged(WindowsModel model, Pane pane, List<Pane> former) {
            pane.fireAt = former.stream().flatMap(one -> one.fireAt.stream()).min(Long::compare);
            pane.fireAt.ifPresent(pane.clockTimers::add);
        }
    }

    /** As another rule, but not later than so long after the first element, or the last one. */
    record OrAfter(Rule other, long timeoutMs, boolean ofTheLastElement) implements Rule {
        @Override
        public boolean added(WindowsModel model, Pane pane, Item item) {
            if (other.added(model, pane, item)) {
                forget(pane);
                return true;
            }
            if (pane.timeout.isEmpty() || ofTheLastElement) {
                pane.timeout.ifPresent(pane.clockTimers::remove);
                pane.timeout = Optional.of(model.nowMs() + timeoutMs);
                pane.clockTimers.add(pane.timeout.get());
            }
            return false;
        }

        @Override
        public boolean eventTime(WindowsModel model, Pane pane, long time) {
            boolean fires = other.eventTime(model, pane, time);
            if (fires) {
                forget(pane);
            }
            return fires;
        }

        @Override
        public boolean clock(Pane pane, long time) {
            forget(pane);
            return true;
        }

        @Override
        public void forget(Pane pane) {
            pane.timeout.ifPresent(pane.clockTimers::remove);
            pane.timeout = Optional.empty();
            other.forget(pane);
        }
    }
}
