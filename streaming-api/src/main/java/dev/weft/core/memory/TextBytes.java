package dev.weft.core.memory;

import dev.weft.annotation.Internal;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;

/**
 * How the JVM keeps a text. It keeps one byte a character whenever every character fits into one (JEP 254), but tells nobody; looking at each
 * character again is what makes writing a text expensive. So its fields are read, where the JVM allows it and they are what they are expected to be.
 */
@Internal
public final class TextBytes {

    private static final MethodHandle CODER = reader("coder", byte.class, "getByte");
    private static final MethodHandle VALUE = reader("value", byte[].class, "getObject");
    private static final boolean READABLE = isAsExpected();

    private TextBytes() {}

    private static MethodHandle reader(String name, Class<?> type, String getter) {
        try {
            Class<?> unsafeClass = Class.forName("sun.misc.Unsafe");
            Field instance = unsafeClass.getDeclaredField("theUnsafe");
            instance.setAccessible(true);
            Object unsafe = instance.get(null);
            Field field = String.class.getDeclaredField(name);
            if (field.getType() == type) {
                long offset = (long)
                        unsafeClass.getMethod("objectFieldOffset", Field.class).invoke(unsafe, field);
                MethodHandle get = MethodHandles.lookup()
                        .unreflect(unsafeClass.getMethod(getter, Object.class, long.class))
                        .bindTo(unsafe);
                return MethodHandles.insertArguments(get, 1, offset).asType(MethodType.methodType(type, String.class));
            }
        } catch (ReflectiveOperationException | RuntimeException e) {
            return unknown(type);
        }
        return unknown(type);
    }

    private static MethodHandle unknown(Class<?> type) {
        Object nothing = type == byte.class ? (Object) (byte) -1 : new byte[0];
        return MethodHandles.dropArguments(MethodHandles.constant(type, nothing), 0, String.class);
    }

    private static boolean isAsExpected() {
        String narrow = new String(new char[] {'a', '\u00ff'});
        String wide = new String(new char[] {'a', '\u0100'});
        byte[] bytes = latin1(narrow);
        return coder(narrow) == 0
                && coder(wide) == 1
                && bytes.length == 2
                && bytes[0] == 'a'
                && bytes[1] == (byte) 0xff;
    }

    /** Whether {@link #isLatin1} knows. */
    public static boolean areKnown() {
        return READABLE;
    }

    /** Whether every character fits into a byte. Only when {@link #areKnown}. */
    public static boolean isLatin1(String text) {
        return coder(text) == 0;
    }

    /** The bytes themselves of a text that {@link #isLatin1}. Nobody may change them or give them to anyone who might. */
    public static byte[] latin1(String text) {
        try {
            return (byte[]) VALUE.invokeExact(text);
        } catch (Throwable e) {
            throw new AssertionError("reading a field throws nothing", e);
        }
    }

    private static byte coder(String text) {
        try {
            return (byte) CODER.invokeExact(text);
        } catch (Throwable e) {
            throw new AssertionError("reading a field throws nothing", e);
        }
    }
}
