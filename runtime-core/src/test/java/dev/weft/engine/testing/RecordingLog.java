package dev.weft.engine.testing;

import java.util.ArrayList;
import java.util.List;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;

/** Records the warnings and errors that a class logs, until it is closed. */
public final class RecordingLog implements AutoCloseable {

    private final Logger logger;
    private final Level before;
    private final Appender appender = new Appender();

    public RecordingLog(Class<?> type) {
        logger = (Logger) LogManager.getLogger(type);
        appender.start();
        before = logger.getLevel();
        logger.addAppender(appender);
        logger.setLevel(Level.WARN);
    }

    /** "WARN ..." or "ERROR ...", in order. */
    public List<String> lines() {
        synchronized (appender.lines) {
            return List.copyOf(appender.lines);
        }
    }

    @Override
    public void close() {
        logger.setLevel(before);
        logger.removeAppender(appender);
        appender.stop();
    }

    private static final class Appender extends AbstractAppender {
        private final List<String> lines = new ArrayList<>();

        Appender() {
            super("recording", null, null, true, Property.EMPTY_ARRAY);
        }

        @Override
        public void append(LogEvent event) {
            if (event.getLevel().isMoreSpecificThan(Level.WARN)) {
                synchronized (lines) {
                    lines.add(event.getLevel() + " " + event.getMessage().getFormattedMessage());
                }
            }
        }
    }
}
