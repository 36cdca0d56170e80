package dev.weft.engine.graph.functions;

import dev.weft.shaded.org.objectweb.asm.Type;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The target of a serializable lambda expression or method reference, from its {@link java.lang.invoke.SerializedLambda}.
 *
 * @param owner internal name of the class that is named
 * @param receiver the object on which the method is called; empty for a static one
 * @param captured the variables that it uses, the method's first arguments; an absent one is null
 * @param firstSlot the slot of the method's parameter that is the first one of the call
 */
public record Lambda(
        String owner,
        String name,
        String descriptor,
        Optional<Object> receiver,
        List<Optional<Object>> captured,
        int firstSlot) {

    public static Optional<Lambda> of(Object function) {
        try {
            Method writeReplace = function.getClass().getDeclaredMethod("writeReplace");
            writeReplace.setAccessible(true);
            return writeReplace.invoke(function) instanceof SerializedLambda lambda ? of(lambda) : Optional.empty();
        } catch (ReflectiveOperationException | InaccessibleObjectException e) {
            return Optional.empty();
        }
    }

    private static Optional<Lambda> of(SerializedLambda lambda) {
        return switch (lambda.getImplMethodKind()) {
            case MethodHandleInfo.REF_invokeStatic -> Optional.of(of(lambda, Optional.empty(), 0));
            case MethodHandleInfo.REF_invokeVirtual, MethodHandleInfo.REF_invokeSpecial ->
                lambda.getCapturedArgCount() == 0 || lambda.getCapturedArg(0) == null
                        ? Optional.empty()
                        : Optional.of(of(lambda, Optional.of(lambda.getCapturedArg(0)), 1));
            default -> Optional.empty();
        };
    }

    private static Lambda of(SerializedLambda lambda, Optional<Object> receiver, int receivers) {
        Type[] parameters = Type.getArgumentTypes(lambda.getImplMethodSignature());
        int slot = receivers;
        List<Optional<Object>> captured = new ArrayList<>();
        for (int i = 0; i < lambda.getCapturedArgCount() - receivers; i++) {
            slot += parameters[i].getSize();
            captured.add(Optional.ofNullable(lambda.getCapturedArg(i + receivers)));
        }
        return new Lambda(
                lambda.getImplClass(),
                lambda.getImplMethodName(),
                lambda.getImplMethodSignature(),
                receiver,
                captured,
                slot);
    }
}
