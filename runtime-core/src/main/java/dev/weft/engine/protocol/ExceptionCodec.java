package dev.weft.engine.protocol;

import dev.weft.engine.common.Payload;
import dev.weft.engine.common.WeftException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Codec of an exception and its causes, so that a program finds its own exception class among the causes of a failed job.
 *
 * <p>Each exception of the chain is written by itself: its texts, its stack frames and, unless that fails or grows too
 * large, the object, Java-serialized. So one whose class the reader lacks does not take the others with it: a
 * {@link DescribedException} stands in for it. Neither direction throws for what user code does.
 *
 * <p>Format, as {@link WireWriter} writes values: a list of exceptions, outermost first. One is its text, its message if
 * it has one, a list of frames (class loader, module, class, method, file; line as 4 bytes) and the object's bytes, none if it
 * could not be written. {@code ExceptionCodecTest} pins it. No bytes at all: no exception.
 */
public final class ExceptionCodec {

    /** No exception was written. */
    public static final Payload NONE = new Payload(new byte[0]);

    private static final int MOST_EXCEPTIONS = 50;
    private static final int OBJECT_BYTES = 256 << 10;

    private record Link(String line, Optional<String> message, List<StackTraceElement> frames, Payload object) {}

    private ExceptionCodec() {}

    /** Writes an exception; {@link #NONE} when the machine cannot even do that. */
    public static Payload encode(Throwable failure) {
        try {
            List<Throwable> chain = chain(failure);
            List<Link> links = new ArrayList<>(chain.size());
            int room = OBJECT_BYTES;
            for (int i = 0; i < chain.size(); i++) {
                Link link = link(chain, i, room);
                links.add(link);
                room -= link.object().size();
            }
            WireWriter out = new WireWriter();
            out.list(links, ExceptionCodec::write);
            return new Payload(out.toBytes());
        } catch (RuntimeException | LinkageError | VirtualMachineError e) {
            return NONE;
        }
    }

    /**
     * Reads an exception with the causes that it had.
     *
     * @param stackTrace its text, to be told when the bytes are {@link #NONE} or no exception
     * @param loader knows the user's classes
     */
    public static Throwable decode(Payload exception, String stackTrace, ClassLoader loader) {
        List<Link> links = links(exception);
        if (links.isEmpty()) {
            return new DescribedException(stackTrace.strip(), stackTrace.strip(), List.of(), null);
        }
        Throwable[] rebuilt = new Throwable[links.size()];
        for (int i = rebuilt.length - 1; i >= 0; i--) {
            rebuilt[i] = rebuilt(links.get(i), i, rebuilt, loader);
        }
        return rebuilt[0];
    }

    private static List<Link> links(Payload exception) {
        if (exception.size() == 0) {
            return List.of();
        }
        try {
            WireReader in = new WireReader(exception.bytes());
            List<Link> links = in.list(ExceptionCodec::read);
            in.end();
            return links;
        } catch (WeftException malformed) {
            return List.of();
        }
    }

    /** The exception and its causes; one that is among its own causes counts once. */
    private static List<Throwable> chain(Throwable failure) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable at = failure;
                at != null && chain.size() < MOST_EXCEPTIONS && ExceptionOutput.indexOf(at, chain) < 0;
                at = at.getCause()) {
            chain.add(at);
        }
        return chain;
    }

    private static Link link(List<Throwable> chain, int position, int room) {
        Throwable failure = chain.get(position);
        String message = ExceptionText.message(failure);
        return new Link(
                ExceptionText.line(failure),
                message.isEmpty() ? Optional.empty() : Optional.of(message),
                List.of(failure.getStackTrace()),
                ExceptionOutput.write(chain, position, room));
    }

    private static Throwable rebuilt(Link link, int position, Throwable[] rebuilt, ClassLoader loader) {
        if (link.object().size() > 0) {
            try {
                Throwable failure = ExceptionInput.read(link.object(), rebuilt, loader);
                failure.setStackTrace(link.frames().toArray(StackTraceElement[]::new));
                // Whoever prints it must not meet a second exception, for instance of a field that was not
                // serializable.
                String.valueOf(failure);
                return failure;
            } catch (IOException
                    | ClassNotFoundException
                    | RuntimeException
                    | LinkageError
                    | StackOverflowError unreadable) {
                // Its text is at hand.
            }
        }
        return new DescribedException(
                link.line(),
                link.message().orElse(null),
                link.frames(),
                position + 1 < rebuilt.length ? rebuilt[position + 1] : null);
    }

    private static void write(WireWriter out, Link link) {
        out.text(link.line());
        out.optional(link.message(), WireWriter::text);
        out.list(link.frames(), ExceptionCodec::writeFrame);
        out.payload(link.object());
    }

    private static Link read(WireReader in) {
        return new Link(in.text(), in.optional(WireReader::text), in.list(ExceptionCodec::readFrame), in.payload());
    }

    private static void writeFrame(WireWriter out, StackTraceElement frame) {
        // The loader of the process itself is not worth a word in a stack trace.
        out.text("app".equals(frame.getClassLoaderName()) ? "" : orEmpty(frame.getClassLoaderName()));
        out.text(orEmpty(frame.getModuleName()));
        out.text(frame.getClassName());
        out.text(frame.getMethodName());
        out.text(orEmpty(frame.getFileName()));
        out.i32(frame.getLineNumber());
    }

    private static StackTraceElement readFrame(WireReader in) {
        String loader = in.text();
        String module = in.text();
        String type = in.text();
        String method = in.text();
        String file = in.text();
        return new StackTraceElement(orNull(loader), orNull(module), null, type, method, orNull(file), in.i32());
    }

    private static String orEmpty(String text) {
        return text == null ? "" : text;
    }

    private static String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
