package dev.weft.engine.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.Payload;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExceptionCodecTest {

    private static final ClassLoader LOADER = ExceptionCodecTest.class.getClassLoader();

    private static Throwable sent(Throwable failure) {
        return sent(failure, LOADER);
    }

    private static Throwable sent(Throwable failure, ClassLoader loader) {
        return ExceptionCodec.decode(ExceptionCodec.encode(failure), "no exception", loader);
    }

    private static String trace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        // of the JDK's modules the version is left out
        return text.toString().replaceAll("@[0-9.]+/", "/");
    }

    @Test
    void everyExceptionOfTheChainKeepsItsClassItsMessageAndItsFrames() {
        Throwable failure =
                new IllegalStateException("outer", new BadRecord("bad record", 7, new IOException("the disk is full")));
        Throwable read = sent(failure);
        assertThat(read).isExactlyInstanceOf(IllegalStateException.class).hasMessage("outer");
        assertThat(read.getCause()).isExactlyInstanceOf(BadRecord.class).hasMessage("bad record");
        assertThat(((BadRecord) read.getCause()).record).isEqualTo(7);
        assertThat(read.getCause().getCause())
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("the disk is full")
                .hasNoCause();
        assertThat(read.getCause().getStackTrace()[0].getMethodName())
                .isEqualTo("everyExceptionOfTheChainKeepsItsClassItsMessageAndItsFrames");
        assertThat(trace(read)).isEqualTo(trace(failure));
    }

    @Test
    void aCauseCanStillBeSetWhereItCouldBefore() {
        Throwable read = sent(new IOException("without cause"));
        read.initCause(new IllegalStateException("later"));
        assertThat(read.getCause()).hasMessage("later");
    }

    @Test
    void anExceptionThatHasItsCauseInAFieldOfItsOwnKeepsIt() {
        Throwable read = sent(new InvocationTargetException(new BadRecord("bad record", 7, null)));
        assertThat(read).isExactlyInstanceOf(InvocationTargetException.class);
        assertThat(read.getCause()).isExactlyInstanceOf(BadRecord.class);
        assertThat(read.getCause()).isSameAs(((InvocationTargetException) read).getTargetException());
    }

    @Test
    void suppressedExceptionsStay() {
        Throwable failure = new IOException("first");
        failure.addSuppressed(new BadRecord("second", 2, null));
        assertThat(sent(failure).getSuppressed())
                .singleElement()
                .isExactlyInstanceOf(BadRecord.class)
                .satisfies(second -> assertThat(second.getStackTrace()).isNotEmpty());
    }

    @Test
    void aFieldThatIsNotSerializableIsNullAndTheClassStays() {
        Throwable read = sent(new WithThread("bad", new Thread("some")));
        assertThat(read).isExactlyInstanceOf(WithThread.class).hasMessage("bad");
        assertThat(((WithThread) read).thread).isNull();
    }

    @Test
    void aVeryLargeExceptionKeepsItsClassAndItsTexts() {
        byte[] large = new byte[10 << 20];
        Throwable read = sent(new BadRecord("bad record", large, null));
        assertThat(read).isExactlyInstanceOf(BadRecord.class).hasMessage("bad record");
        assertThat(((BadRecord) read).record).isNull();
        assertThat(ExceptionCodec.encode(new BadRecord("bad record", large, null))
                        .size())
                .isLessThan(1 << 20);
    }

    @Test
    void aVeryLongMessageKeepsItsBeginningAndItsEnd() {
        Throwable failure = new BadRecord("begin " + "x".repeat(10 << 20) + " end", 7, null);
        Throwable read = sent(failure);
        assertThat(read).isExactlyInstanceOf(BadRecord.class);
        assertThat(read.getMessage())
                .startsWith("begin xxx")
                .endsWith("xxx end")
                .hasSizeLessThan(20_000);
        FailureCause cause = FailureCause.of(ErrorCode.USER_CODE, failure);
        assertThat(cause.message()).startsWith("begin xxx").hasSizeLessThan(20_000);
        assertThat(cause.stackTrace())
                .startsWith(BadRecord.class.getName() + ": begin xxx")
                .contains("characters are left out here")
                .contains("\tat ")
                .hasSizeLessThan(300_000);
    }

    @Test
    void anExceptionWhoseClassTheReaderLacksIsDescribedAndItsCauseIsNot() {
        Throwable failure = new BadRecord("outer", 1, new WithThread("inner", null));
        Throwable read = sent(failure, without(BadRecord.class));
        assertThat(read).isExactlyInstanceOf(DescribedException.class).hasMessage("outer");
        assertThat(read.getCause()).isExactlyInstanceOf(WithThread.class).hasMessage("inner");
        assertThat(trace(read)).isEqualTo(trace(failure));
    }

    @Test
    void aCauseWhoseClassTheReaderLacksIsDescribedAndTheOuterExceptionIsNot() {
        Throwable failure = new WithThread("outer", null);
        failure.initCause(new BadRecord("inner", 1, null));
        Throwable read = sent(failure, without(BadRecord.class));
        assertThat(read).isExactlyInstanceOf(WithThread.class);
        assertThat(read.getCause()).isExactlyInstanceOf(DescribedException.class);
        assertThat(trace(read)).isEqualTo(trace(failure));
    }

    @Test
    void anExceptionThatRefusesToBeWrittenOrReadIsDescribed() {
        for (Throwable failure : List.of(new Unwritable(), new Unreadable())) {
            Throwable read = sent(new IOException("outer", failure)).getCause();
            assertThat(read).isExactlyInstanceOf(DescribedException.class);
            assertThat(trace(read)).isEqualTo(trace(failure));
        }
    }

    @Test
    void anExceptionThatCannotBePrintedWithoutALostFieldIsDescribed() {
        Throwable read = sent(new NeedsItsThread(new Thread("some")));
        assertThat(read).isExactlyInstanceOf(DescribedException.class).hasMessage("thread some");
    }

    @Test
    void anExceptionThatFailsWhenItIsPrintedIsTold() {
        Throwable failure = new NeedsItsThread(null);
        assertThat(sent(failure)).hasToString(NeedsItsThread.class.getName());
        assertThat(FailureCause.of(ErrorCode.USER_CODE, failure).stackTrace())
                .startsWith(NeedsItsThread.class.getName() + "\n\tat ");
    }

    @Test
    void exceptionsThatCauseEachOtherEnd() {
        Throwable one = new IOException("one");
        Throwable two = new BadRecord("two", 2, one);
        one.initCause(two);
        Throwable read = sent(one);
        assertThat(read.getCause()).isExactlyInstanceOf(BadRecord.class);
        assertThat(read.getCause().getCause()).isNull();
    }

    /** The rest of a chain is left out also where Java serialization could write it. */
    @ParameterizedTest
    @ValueSource(ints = {60, 1_000})
    void aDeepChainEnds(int depth) {
        Throwable failure = new IOException("innermost");
        for (int i = 1; i <= depth; i++) {
            failure = new IllegalStateException("" + i, failure);
        }
        Throwable read = sent(failure);
        assertThat(read).hasMessage("" + depth);
        assertThat(Stream.iterate(read, t -> t != null, Throwable::getCause)).hasSize(50);
    }

    @Test
    void anExceptionWithoutFramesHasNone() {
        assertThat(sent(new Frameless("fast")).getStackTrace()).isEmpty();
        assertThat(sent(new StackOverflowError("deep"))).isExactlyInstanceOf(StackOverflowError.class);
    }

    @Test
    void bytesThatAreNoExceptionLeaveTheText() {
        for (Payload bytes : List.of(ExceptionCodec.NONE, new Payload(new byte[] {0, 0, 1}))) {
            assertThat(ExceptionCodec.decode(bytes, "a.B: text\n\tat a.C\n", LOADER))
                    .hasToString("a.B: text\n\tat a.C");
        }
    }

    @Test
    void aFlippedByteNeverLosesTheText() {
        Throwable failure = new BadRecord("bad record", 7, new IOException("inner"));
        failure.setStackTrace(new StackTraceElement[0]);
        failure.getCause().setStackTrace(new StackTraceElement[0]);
        byte[] good = ExceptionCodec.encode(failure).bytes();
        for (int i = 0; i < good.length; i++) {
            byte[] bad = good.clone();
            bad[i] ^= 0x41;
            assertThat(ExceptionCodec.decode(new Payload(bad), "text", LOADER).toString())
                    .isNotEmpty();
        }
    }

    @Test
    void theFormatIsPinned() {
        Throwable failure = new Unwritable();
        failure.setStackTrace(new StackTraceElement[] {
            new StackTraceElement("app", null, null, "C", "m", "F", 3),
            new StackTraceElement("l", "d", "9", "C", "m", null, -2)
        });
        assertThat(HexFormat.of().formatHex(ExceptionCodec.encode(failure).bytes()))
                .isEqualTo("00000001" + "00000001" + "55" + "01" + "00000001" + "6d" + "00000002"
                        + ("00000000" + "00000000" + "00000001" + "43" + "00000001" + "6d" + "00000001" + "46"
                                + "00000003")
                        + ("00000001" + "6c" + "00000001" + "64" + "00000001" + "43" + "00000001" + "6d" + "00000000"
                                + "fffffffe")
                        + "00000000");
    }

    /** A class loader as of a program that lacks a class. */
    private static ClassLoader without(Class<?>... missing) {
        Set<String> names = Set.of(Stream.of(missing).map(Class::getName).toArray(String[]::new));
        return new ClassLoader(LOADER) {
            @Override
            protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                if (names.contains(name)) {
                    throw new ClassNotFoundException(name);
                }
                return super.loadClass(name, resolve);
            }
        };
    }

    private static final class BadRecord extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @SuppressWarnings("serial") // of the test's choice
        final Object record;

        BadRecord(String message, Object record, Throwable cause) {
            super(message, cause);
            this.record = record;
        }
    }

    private static final class WithThread extends Exception {
        private static final long serialVersionUID = 1L;

        @SuppressWarnings("serial") // that is the point
        final Thread thread;

        WithThread(String message, Thread thread) {
            super(message);
            this.thread = thread;
        }
    }

    private static final class NeedsItsThread extends Exception {
        private static final long serialVersionUID = 1L;

        @SuppressWarnings("serial") // that is the point
        private final Thread thread;

        NeedsItsThread(Thread thread) {
            this.thread = thread;
        }

        @Override
        public String getMessage() {
            return "thread " + thread.getName();
        }
    }

    private static final class Unwritable extends Exception {
        private static final long serialVersionUID = 1L;

        Unwritable() {
            super("m");
        }

        @Override
        public String toString() {
            return "U";
        }

        private void writeObject(ObjectOutputStream out) throws IOException {
            throw new IOException("no");
        }
    }

    private static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        Unreadable() {
            super("m");
        }

        private Object readResolve() {
            throw new IllegalStateException("no");
        }
    }

    private static final class Frameless extends Exception {
        private static final long serialVersionUID = 1L;

        Frameless(String message) {
            super(message, null, false, false);
        }
    }
}
