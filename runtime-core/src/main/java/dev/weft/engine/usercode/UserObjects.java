package dev.weft.engine.usercode;

import dev.weft.engine.common.Payload;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;

/** Java serialization of user objects, with the user's class loader. */
public final class UserObjects {

    private UserObjects() {}

    public static Payload write(Object value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(value);
        } catch (IOException e) {
            throw new UncheckedIOException(value.getClass().getName() + " cannot be serialized", e);
        }
        return new Payload(bytes.toByteArray());
    }

    public static <T> T read(Payload payload, Class<T> type, ClassLoader loader)
            throws IOException, ClassNotFoundException {
        try (ObjectInputStream in = new LoadingStream(payload, loader)) {
            return type.cast(in.readObject());
        }
    }

    private static final class LoadingStream extends ObjectInputStream {
        private final ClassLoader loader;

        LoadingStream(Payload payload, ClassLoader loader) throws IOException {
            super(new ByteArrayInputStream(payload.bytes()));
            this.loader = loader;
        }

        @Override
        protected Class<?> resolveClass(ObjectStreamClass description) throws IOException, ClassNotFoundException {
            try {
                return Class.forName(description.getName(), false, loader);
            } catch (ClassNotFoundException notTheUsers) {
                // Primitive types have no name that a loader knows.
                return super.resolveClass(description);
            }
        }

        @Override
        protected Class<?> resolveProxyClass(String[] names) throws IOException, ClassNotFoundException {
            Class<?>[] interfaces = new Class<?>[names.length];
            for (int i = 0; i < names.length; i++) {
                interfaces[i] = Class.forName(names[i], false, loader);
            }
            return Proxy.newProxyInstance(loader, interfaces, (proxy, method, arguments) -> {
                        throw new UnsupportedOperationException(method.toString());
                    })
                    .getClass();
        }
    }
}
