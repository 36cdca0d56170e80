package dev.weft.util;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class ExceptionUtilsTest {

    private final IOException disk = new IOException("the disk is full");
    private final Exception chain = new ExecutionException("outer", new IllegalStateException("middle", disk));

    @Test
    void anExceptionIsFoundByTypeConditionAndMessage() {
        assertThat(ExceptionUtils.findThrowable(chain, IOException.class)).containsSame(disk);
        assertThat(ExceptionUtils.findThrowable(chain, Exception.class)).containsSame(chain);
        assertThat(ExceptionUtils.findThrowable(chain, at -> at.getCause() == null))
                .containsSame(disk);
        assertThat(ExceptionUtils.findThrowableWithMessage(chain, "disk")).containsSame(disk);
        assertThat(ExceptionUtils.findThrowableWithMessage(new IOException(), "disk"))
                .isEmpty();
        assertThat(ExceptionUtils.findThrowable(null, IOException.class)).isEmpty();
    }

    @Test
    void exceptionsThatCauseEachOtherEndTheSearch() {
        IOException one = new IOException("one");
        one.initCause(new IOException("two", one));
        assertThat(ExceptionUtils.findThrowable(one, IllegalStateException.class))
                .isEmpty();
    }

    @Test
    void theFirstFailureIsKeptAndLaterOnesAreSuppressedInIt() {
        Exception first = ExceptionUtils.firstOrSuppressed(new Exception("first"), null);
        assertThat(ExceptionUtils.firstOrSuppressed(first, first)).isSameAs(first);
        assertThat(ExceptionUtils.firstOrSuppressed(disk, first)).isSameAs(first);
        assertThat(first.getSuppressed()).containsExactly(disk);
    }

    @Test
    void onlyWhatTheSignatureForbidsIsWrapped() {
        Error error = new AssertionError("e");
        RuntimeException unchecked = new IllegalStateException("u");
        Throwable exotic = new Throwable("x");
        assertThatThrownBy(() -> ExceptionUtils.rethrow(error)).isSameAs(error);
        assertThatThrownBy(() -> ExceptionUtils.rethrow(unchecked)).isSameAs(unchecked);
        assertThatThrownBy(() -> ExceptionUtils.rethrow(disk))
                .isExactlyInstanceOf(RuntimeException.class)
                .cause()
                .isSameAs(disk);
        assertThatThrownBy(() -> ExceptionUtils.rethrow(disk, "around")).hasMessage("around");
        assertThatThrownBy(() -> ExceptionUtils.rethrowException(disk)).isSameAs(disk);
        assertThatThrownBy(() -> ExceptionUtils.rethrowException(exotic))
                .isExactlyInstanceOf(Exception.class)
                .hasMessage("x");
        assertThatThrownBy(() -> ExceptionUtils.rethrowException(exotic, "around"))
                .hasMessage("around");
        assertThatThrownBy(() -> ExceptionUtils.rethrowIOException(disk)).isSameAs(disk);
        assertThatThrownBy(() -> ExceptionUtils.rethrowIOException(chain))
                .isExactlyInstanceOf(IOException.class)
                .hasMessage("outer");
        assertThatThrownBy(() -> ExceptionUtils.tryRethrowException(disk)).isSameAs(disk);
        assertThatCode(() -> ExceptionUtils.tryRethrowException(null)).doesNotThrowAnyException();
        assertThatCode(() -> ExceptionUtils.tryRethrowIOException(chain)).doesNotThrowAnyException();
    }

    @Test
    void wrappersAreTakenOffAsLongAsTheyHaveACause() {
        Throwable twice = new ExecutionException(new ExecutionException(disk));
        assertThat(ExceptionUtils.stripExecutionException(twice)).isSameAs(disk);
        assertThat(ExceptionUtils.stripCompletionException(new CompletionException(disk)))
                .isSameAs(disk);
        Throwable empty = new CompletionException("without cause", null);
        assertThat(ExceptionUtils.stripCompletionException(empty)).isSameAs(empty);
        assertThat(ExceptionUtils.stripExecutionException(disk)).isSameAs(disk);
    }

    @Test
    void anInterruptionIsKept() {
        ExceptionUtils.checkInterrupted(disk);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        ExceptionUtils.checkInterrupted(new InterruptedException());
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void aStackTraceIsPrintedWithItsCauses() {
        assertThat(ExceptionUtils.stringifyException(chain)).contains("\tat ", "Caused by: " + disk);
        assertThat(ExceptionUtils.stringifyException(null)).isEqualTo("(null)");
    }
}
