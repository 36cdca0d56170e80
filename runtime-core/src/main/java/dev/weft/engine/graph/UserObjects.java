package dev.weft.engine.graph;

import dev.weft.engine.common.Blob;
import dev.weft.engine.common.BlobStore;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.Payload;
import dev.weft.engine.common.UserObjectInput;
import dev.weft.engine.common.WeftException;
import dev.weft.util.OptionalFailure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.NotSerializableException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;

/**
 * Java serialization of the user's objects. Used only for objects that the user's program has made, and only between
 * processes of one application that have authenticated each other.
 */
public final class UserObjects {

    private UserObjects() {}

    /**
     * @param object a function, source or the like
     * @param what how to call it in a message, e.g. {@code "the source of operator 'lines'"}
     */
    public static Payload write(Object object, String what) {
        try {
            return new Payload(bytes(object));
        } catch (IOException | RuntimeException e) {
            String reason = e instanceof NotSerializableException
                    ? UnserializablePart.describe(object)
                    : "serializing it fails: " + e;
            throw new WeftException(
                    ErrorCode.USER_CODE,
                    what + " (" + object.getClass().getName() + ") cannot be sent to the cluster: " + reason,
                    e);
        }
    }

    static byte[] bytes(Object object) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        return bytes.toByteArray();
    }

    /**
     * Reads back what {@link #write} has written.
     *
     * @param loader knows the user's classes
     * @param what how to call the object in a message
     */
    public static <T> T read(Payload payload, ClassLoader loader, Class<T> type, String what) {
        return read(payload, BlobStore.none(), loader, type, what);
    }

    /**
     * Deserializes what {@link #write} has serialized, loading it from the store if the blob is only named.
     *
     * @param stored where blobs are that are only named
     */
    public static <T> T read(Blob blob, BlobStore stored, ClassLoader loader, Class<T> type, String what) {
        try (InputStream bytes = open(blob, stored, what);
                ObjectInputStream in = new UserObjectInput(bytes, loader)) {
            return type.cast(in.readObject());
        } catch (ClassNotFoundException | NoClassDefFoundError e) {
            throw new WeftException(
                    ErrorCode.USER_CODE,
                    what + " needs the class " + e.getMessage().replace('/', '.')
                            + ", which is in none of the job's jars; pack it into the jar or add it by -C",
                    e);
        } catch (WeftException e) {
            throw e;
        } catch (IOException | RuntimeException | LinkageError e) {
            throw new WeftException(ErrorCode.USER_CODE, what + " cannot be read back: " + e, e);
        }
    }

    /** Deserializes the result of an accumulator; a failure is for whoever reads that accumulator. */
    public static OptionalFailure<Object> accumulator(String name, Payload value, ClassLoader loader) {
        try {
            return OptionalFailure.of(read(value, loader, Object.class, "accumulator '" + name + "'"));
        } catch (WeftException e) {
            return OptionalFailure.ofFailure(e);
        }
    }

    private static InputStream open(Blob blob, BlobStore stored, String what) {
        try {
            return blob.open(stored);
        } catch (IOException e) {
            throw new WeftException(ErrorCode.EXTERNAL_SERVICE, what + " cannot be read: " + e.getMessage(), e);
        }
    }
}
