package dev.weft.engine.types;

import dev.weft.shaded.org.objectweb.asm.ClassWriter;
import dev.weft.shaded.org.objectweb.asm.MethodVisitor;
import dev.weft.shaded.org.objectweb.asm.Opcodes;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Field;

/**
 * Obtains a {@link java.lang.invoke.MethodHandles.Lookup} with full privilege access in the package of a user's class,
 * to define nestmates there. A job's classes have a class loader of their own, hence another module than the engine,
 * and the JDK defines no nestmates across modules. Therefore a small helper class is defined in their package first,
 * and its own lookup is used.
 */
final class PackageLookup {
    private static final String BRIDGE = "WeftLookup";

    private PackageLookup() {}

    static MethodHandles.Lookup beside(Class<?> type) throws ReflectiveOperationException {
        MethodHandles.Lookup direct = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
        if (direct.hasFullPrivilegeAccess()) {
            return direct;
        }
        Field lookup = bridge(type, direct).getDeclaredField("LOOKUP");
        lookup.setAccessible(true);
        return MethodHandles.privateLookupIn(type, (MethodHandles.Lookup) lookup.get(null));
    }

    private static synchronized Class<?> bridge(Class<?> type, MethodHandles.Lookup lookup)
            throws ReflectiveOperationException {
        String name = type.getPackageName().isEmpty() ? BRIDGE : type.getPackageName() + "." + BRIDGE;
        try {
            Class<?> known = Class.forName(name, true, type.getClassLoader());
            if (known.getClassLoader() == type.getClassLoader()) {
                return known;
            }
        } catch (ClassNotFoundException e) {
            return lookup.defineClass(bytes(name));
        }
        return lookup.defineClass(bytes(name));
    }

    private static byte[] bytes(String name) {
        String internal = name.replace('.', '/');
        String lookup = "Ljava/lang/invoke/MethodHandles$Lookup;";
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        writer.visit(
                Opcodes.V17,
                Opcodes.ACC_FINAL | Opcodes.ACC_SUPER | Opcodes.ACC_SYNTHETIC,
                internal,
                null,
                "java/lang/Object",
                null);
        int constant = Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_FINAL;
        writer.visitField(constant, "LOOKUP", lookup, null, null).visitEnd();
        MethodVisitor init = writer.visitMethod(Opcodes.ACC_STATIC, "<clinit>", "()V", null, null);
        init.visitCode();
        init.visitMethodInsn(Opcodes.INVOKESTATIC, "java/lang/invoke/MethodHandles", "lookup", "()" + lookup, false);
        init.visitFieldInsn(Opcodes.PUTSTATIC, internal, "LOOKUP", lookup);
        init.visitInsn(Opcodes.RETURN);
        init.visitMaxs(0, 0);
        init.visitEnd();
        writer.visitEnd();
        return writer.toByteArray();
    }
}
