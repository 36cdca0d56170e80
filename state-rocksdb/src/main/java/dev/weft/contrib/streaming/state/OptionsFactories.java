package dev.weft.contrib.streaming.state;

import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.util.Base64;

/** Serializes an options factory that a program has created into a text among the program's settings, and back. */
public final class OptionsFactories {

    private OptionsFactories() {}

    static String toText(RocksDBOptionsFactory factory) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(factory);
        } catch (IOException e) {
            throw new WeftException(
                    ErrorCode.USER_CODE,
                    "the options factory " + factory.getClass().getName() + " cannot be serialized: " + e,
                    e);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    /** Deserializes the factory from such a text. */
    public static RocksDBOptionsFactory fromText(String text, ClassLoader userClassLoader) {
        ByteArrayInputStream bytes =
                new ByteArrayInputStream(Base64.getDecoder().decode(text));
        try (ObjectInputStream in = new ObjectInputStream(bytes) {
            @Override
            protected Class<?> resolveClass(ObjectStreamClass described) throws ClassNotFoundException {
                return Class.forName(described.getName(), false, userClassLoader);
            }
        }) {
            return (RocksDBOptionsFactory) in.readObject();
        } catch (IOException | ClassNotFoundException | ClassCastException e) {
            throw new WeftException(
                    ErrorCode.USER_CODE, "the options factory of the program cannot be read back: " + e, e);
        }
    }
}
