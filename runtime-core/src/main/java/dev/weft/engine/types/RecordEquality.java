package dev.weft.engine.types;

import dev.weft.shaded.org.objectweb.asm.ClassReader;
import dev.weft.shaded.org.objectweb.asm.ClassVisitor;
import dev.weft.shaded.org.objectweb.asm.Handle;
import dev.weft.shaded.org.objectweb.asm.MethodVisitor;
import dev.weft.shaded.org.objectweb.asm.Opcodes;
import java.io.IOException;
import java.io.InputStream;

/**
 * Tells by a record's bytecode whether {@code equals} and {@code hashCode} are the compiler's, which cover all
 * components. Reflection cannot tell them from methods in the source.
 */
final class RecordEquality {
    private static final String GENERATOR = "java/lang/runtime/ObjectMethods";

    private RecordEquality() {}

    /** Also true where the bytecode cannot be read. */
    static boolean isGenerated(Class<?> type) {
        String file = type.getName().substring(type.getName().lastIndexOf('.') + 1) + ".class";
        try (InputStream bytecode = type.getResourceAsStream(file)) {
            if (bytecode == null) {
                return true;
            }
            Counter counter = new Counter();
            new ClassReader(bytecode).accept(counter, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
            return counter.generated == 2;
        } catch (IOException | IllegalArgumentException unreadable) {
            return true;
        }
    }

    /** Counts how many of the two methods use the compiler's bootstrap method. */
    private static final class Counter extends ClassVisitor {
        private int generated;

        Counter() {
            super(Opcodes.ASM9);
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            boolean counts = name.equals("hashCode") && descriptor.equals("()I")
                    || name.equals("equals") && descriptor.equals("(Ljava/lang/Object;)Z");
            return !counts
                    ? null
                    : new MethodVisitor(Opcodes.ASM9) {
                        @Override
                        public void visitInvokeDynamicInsn(
                                String method, String type, Handle bootstrap, Object... arguments) {
                            if (bootstrap.getOwner().equals(GENERATOR)) {
                                generated++;
                            }
                        }
                    };
        }
    }
}
