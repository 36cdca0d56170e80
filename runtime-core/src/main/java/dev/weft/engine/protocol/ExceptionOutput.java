package dev.weft.engine.protocol;

import dev.weft.engine.common.Payload;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * Java serialization of one exception of a cause chain. Its causes are replaced by {@link CauseMark}s and its stack
 * frames left out: both are written elsewhere. The cause of the last one is left out too. Fields that are not serializable become null, since the class of an
 * exception is worth more than its fields.
 */
final class ExceptionOutput extends ObjectOutputStream {

    private static final StackTraceElement[] NO_FRAMES = {};

    private final List<Throwable> chain;
    private final int position;
    private final StackTraceElement[] frames;
    private final Throwable cause;
    private final boolean textsOnly;

    private ExceptionOutput(OutputStream out, List<Throwable> chain, int position, boolean textsOnly)
            throws IOException {
        super(out);
        this.chain = chain;
        this.position = position;
        this.textsOnly = textsOnly;
        frames = chain.get(position).getStackTrace();
        cause = chain.get(position).getCause();
        enableReplaceObject(true);
    }

    /**
     * Writes one exception: with all its fields, else with its texts and numbers only, else nothing.
     *
     * @param room how many bytes at most
     */
    static Payload write(List<Throwable> chain, int position, int room) {
        for (boolean textsOnly : new boolean[] {false, true}) {
            LimitedBytes bytes = new LimitedBytes(room);
            try (ExceptionOutput out = new ExceptionOutput(bytes, chain, position, textsOnly)) {
                out.writeObject(chain.get(position));
                out.flush();
                return new Payload(bytes.toByteArray());
            } catch (IOException | RuntimeException | LinkageError | StackOverflowError e) {
                // The next attempt writes less, and the text of the exception is written in any case.
            }
        }
        return new Payload(new byte[0]);
    }

    @Override
    protected Object replaceObject(Object object) {
        if (object instanceof Throwable failure) {
            int index = indexOf(failure, chain);
            if (index >= 0) {
                return index == position ? failure : index > position ? new CauseMark(index) : null;
            }
            if (failure == cause) {
                return null;
            }
        }
        if (object instanceof StackTraceElement[] some && Arrays.equals(some, frames)) {
            return NO_FRAMES;
        }
        if (textsOnly) {
            return object instanceof String text
                    ? ExceptionText.shortened(text)
                    : object instanceof Number || object instanceof Boolean || object instanceof Enum ? object : null;
        }
        return object instanceof Serializable ? object : null;
    }

    /** By identity, whatever an exception takes for equal; negative when it is none of the chain. */
    static int indexOf(Throwable failure, List<Throwable> chain) {
        for (int i = 0; i < chain.size(); i++) {
            if (chain.get(i) == failure) {
                return i;
            }
        }
        return -1;
    }

    /** Refuses to grow beyond a limit. */
    private static final class LimitedBytes extends ByteArrayOutputStream {
        private final int most;

        LimitedBytes(int most) {
            this.most = most;
        }

        @Override
        public void write(int value) {
            check(1);
            super.write(value);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            check(length);
            super.write(bytes, offset, length);
        }

        private void check(int more) {
            if (count > most - more) {
                throw new IllegalStateException("more than " + most + " bytes");
            }
        }
    }
}
