package dev.weft.simulation.planted;

import dev.weft.shaded.org.objectweb.asm.ClassReader;
import dev.weft.shaded.org.objectweb.asm.ClassVisitor;
import dev.weft.shaded.org.objectweb.asm.ClassWriter;
import dev.weft.shaded.org.objectweb.asm.Label;
import dev.weft.shaded.org.objectweb.asm.MethodVisitor;
import dev.weft.shaded.org.objectweb.asm.Opcodes;
import dev.weft.shaded.org.objectweb.asm.Type;
import dev.weft.simulation.planted.Plant.Answer;
import dev.weft.simulation.planted.Plant.Mutation;
import java.util.List;

/**
 * Applies mutations to the bytecode of one class. Fails if a mutation matches no method, because the engine has
 * changed.
 */
final class Mutator {

    private static final String CHANCE = "dev/weft/simulation/planted/Chance";

    private final List<Mutation> mutations;
    private int changed;

    private Mutator(List<Mutation> mutations) {
        this.mutations = mutations;
    }

    static byte[] change(byte[] original, List<Mutation> mutations) {
        Mutator mutator = new Mutator(mutations);
        ClassReader reader = new ClassReader(original);
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        reader.accept(mutator.visitor(writer), 0);
        if (mutator.changed < mutations.size()) {
            throw new IllegalStateException("of " + mutations + " only " + mutator.changed + " fit into the class");
        }
        return writer.toByteArray();
    }

    private ClassVisitor visitor(ClassWriter writer) {
        return new ClassVisitor(Opcodes.ASM9, writer) {
            @Override
            public MethodVisitor visitMethod(
                    int access, String name, String descriptor, String signature, String[] exceptions) {
                MethodVisitor method = super.visitMethod(access, name, descriptor, signature, exceptions);
                for (Mutation mutation : mutations) {
                    if (mutation.removedCall().isEmpty() && (name + descriptor).startsWith(mutation.method())) {
                        changed++;
                        return returning(method, access, descriptor, mutation.answer());
                    }
                    if (!mutation.removedCall().isEmpty() && name.contains(mutation.method())) {
                        return without(method, mutation.removedCall());
                    }
                }
                return method;
            }
        };
    }

    /** The method begins with: if chance strikes, return the answer. */
    private static MethodVisitor returning(MethodVisitor method, int access, String descriptor, Answer answer) {
        return new MethodVisitor(Opcodes.ASM9, method) {
            @Override
            public void visitCode() {
                super.visitCode();
                Label goOn = new Label();
                loadArguments();
                visitMethodInsn(Opcodes.INVOKESTATIC, CHANCE, "strikes", strikes(), false);
                visitJumpInsn(Opcodes.IFEQ, goOn);
                leave();
                visitLabel(goOn);
                visitFrame(Opcodes.F_SAME, 0, null, 0, null);
                visitInsn(Opcodes.NOP);
            }

            private void loadArguments() {
                boolean isStatic = (access & Opcodes.ACC_STATIC) != 0;
                Type[] arguments = Type.getArgumentTypes(descriptor);
                if (isStatic) {
                    visitInsn(Opcodes.ACONST_NULL);
                } else {
                    visitVarInsn(Opcodes.ALOAD, 0);
                }
                if (arguments.length > 0 && arguments[0].getSort() == Type.OBJECT) {
                    visitVarInsn(Opcodes.ALOAD, isStatic ? 0 : 1);
                } else {
                    visitInsn(Opcodes.ACONST_NULL);
                }
                visitLdcInsn(answer.name());
            }

            private void leave() {
                Type result = Type.getReturnType(descriptor);
                switch (result.getSort()) {
                    case Type.VOID -> visitInsn(Opcodes.RETURN);
                    case Type.BOOLEAN -> {
                        visitInsn(answer == Answer.TRUE ? Opcodes.ICONST_1 : Opcodes.ICONST_0);
                        visitInsn(Opcodes.IRETURN);
                    }
                    case Type.OBJECT -> {
                        loadArguments();
                        visitMethodInsn(
                                Opcodes.INVOKESTATIC,
                                CHANCE,
                                "answer",
                                "(Ljava/lang/Object;Ljava/lang/Object;Ljava/lang/String;)Ljava/lang/Object;",
                                false);
                        visitTypeInsn(Opcodes.CHECKCAST, result.getInternalName());
                        visitInsn(Opcodes.ARETURN);
                    }
                    default -> throw new IllegalStateException("no answer of type " + result);
                }
            }
        };
    }

    private static String strikes() {
        return "(Ljava/lang/Object;Ljava/lang/Object;Ljava/lang/String;)Z";
    }

    /** The method does without calls of that name: their arguments are dropped, and they give null. */
    private MethodVisitor without(MethodVisitor method, String call) {
        return new MethodVisitor(Opcodes.ASM9, method) {
            @Override
            public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
                if (!name.equals(call)) {
                    super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
                    return;
                }
                changed++;
                Type[] arguments = Type.getArgumentTypes(descriptor);
                for (int i = arguments.length - 1; i >= 0; i--) {
                    visitInsn(arguments[i].getSize() == 2 ? Opcodes.POP2 : Opcodes.POP);
                }
                visitInsn(Opcodes.POP);
                if (Type.getReturnType(descriptor).getSort() == Type.OBJECT) {
                    visitInsn(Opcodes.ACONST_NULL);
                }
            }
        };
    }
}
