package dev.weft.engine.graph;

import dev.weft.api.common.functions.AbstractRichFunction;
import dev.weft.api.common.functions.OpenContext;
import dev.weft.api.common.functions.RichFunction;
import dev.weft.api.common.functions.RuntimeContext;
import dev.weft.configuration.Configuration;
import dev.weft.shaded.org.objectweb.asm.ClassReader;
import dev.weft.shaded.org.objectweb.asm.Opcodes;
import dev.weft.shaded.org.objectweb.asm.Type;
import dev.weft.shaded.org.objectweb.asm.tree.AbstractInsnNode;
import dev.weft.shaded.org.objectweb.asm.tree.ClassNode;
import dev.weft.shaded.org.objectweb.asm.tree.MethodInsnNode;
import dev.weft.shaded.org.objectweb.asm.tree.MethodNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;

/** Bytecode of a function's {@code open()} method, up to its first branch: the part that every call executes. */
final class OpenMethod {

    private static final String CONTEXT = Type.getInternalName(RuntimeContext.class);
    private static final Set<String> KEYED_STATES =
            Set.of("getState", "getListState", "getReducingState", "getAggregatingState", "getMapState");

    private final Optional<MethodNode> code;

    private OpenMethod(Optional<MethodNode> code) {
        this.code = code;
    }

    /** The overload that runs: the newer one, which calls the older one unless it is overridden. */
    static OpenMethod of(Class<? extends RichFunction> function) {
        return new OpenMethod(declared(function, OpenContext.class).or(() -> declared(function, Configuration.class)));
    }

    /** Whether every call asks for keyed state. Uncertain, hence false, where the code could catch the exception. */
    boolean asksForKeyedState() {
        if (code.isEmpty() || !code.get().tryCatchBlocks.isEmpty()) {
            return false;
        }
        for (AbstractInsnNode each : code.get().instructions) {
            if (each instanceof MethodInsnNode call && call.owner.equals(CONTEXT) && KEYED_STATES.contains(call.name)) {
                return true;
            }
            if (isBranch(each)) {
                return false;
            }
        }
        return false;
    }

    private static boolean isBranch(AbstractInsnNode each) {
        return switch (each.getType()) {
            case AbstractInsnNode.JUMP_INSN, AbstractInsnNode.TABLESWITCH_INSN, AbstractInsnNode.LOOKUPSWITCH_INSN ->
                true;
            default -> each.getOpcode() == Opcodes.ATHROW || each.getOpcode() == Opcodes.RETURN;
        };
    }

    private static Optional<MethodNode> declared(Class<?> function, Class<?> parameter) {
        for (Class<?> type = function;
                type != null && type != AbstractRichFunction.class;
                type = type.getSuperclass()) {
            try {
                type.getDeclaredMethod("open", parameter);
                return read(type, Type.getMethodDescriptor(Type.VOID_TYPE, Type.getType(parameter)));
            } catch (NoSuchMethodException | LinkageError e) {
                // it may be declared in a superclass
            }
        }
        return Optional.empty();
    }

    private static Optional<MethodNode> read(Class<?> type, String descriptor) {
        String file = type.getName().substring(type.getName().lastIndexOf('.') + 1) + ".class";
        try (InputStream bytes = type.getResourceAsStream(file)) {
            if (bytes == null) {
                return Optional.empty();
            }
            ClassNode node = new ClassNode();
            new ClassReader(bytes).accept(node, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
            return node.methods.stream()
                    .filter(method -> method.name.equals("open") && method.desc.equals(descriptor))
                    .findFirst();
        } catch (IOException | IllegalArgumentException e) {
            // a class whose bytecode is not found is not checked
            return Optional.empty();
        }
    }
}
