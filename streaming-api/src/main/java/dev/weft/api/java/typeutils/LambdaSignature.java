package dev.weft.api.java.typeutils;

import dev.weft.api.common.functions.InvalidTypesException;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.MethodType;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.List;
import java.util.Optional;

/**
 * The types of a lambda or method reference as far as the compiler has kept them. For a lambda, parameters and result
 * are erased to classes; for a method reference, the method has its full types.
 *
 * @param result the type that is returned
 * @param parameters the types of all parameters, captured values first where there are any
 */
record LambdaSignature(Type result, Type[] parameters) {

    /** Returns the signature of a function; empty if it is an object of an ordinary class. */
    static Optional<LambdaSignature> of(Object function) {
        if (!function.getClass().isSynthetic() && !function.getClass().isHidden()) {
            return Optional.empty();
        }
        return serialized(function)
                .map(lambda -> resolve(lambda, function.getClass().getClassLoader()));
    }

    private static Optional<SerializedLambda> serialized(Object function) {
        try {
            Method writeReplace = function.getClass().getDeclaredMethod("writeReplace");
            writeReplace.setAccessible(true);
            return writeReplace.invoke(function) instanceof SerializedLambda lambda
                    ? Optional.of(lambda)
                    : Optional.empty();
        } catch (ReflectiveOperationException | InaccessibleObjectException e) {
            return Optional.empty();
        }
    }

    private static LambdaSignature resolve(SerializedLambda lambda, ClassLoader loader) {
        try {
            MethodType erased = MethodType.fromMethodDescriptorString(lambda.getInstantiatedMethodType(), loader);
            if (lambda.getImplMethodKind() == MethodHandleInfo.REF_newInvokeSpecial) {
                return new LambdaSignature(erased.returnType(), erased.parameterArray());
            }
            Class<?> owner = Class.forName(lambda.getImplClass().replace('/', '.'), false, loader);
            MethodType impl = MethodType.fromMethodDescriptorString(lambda.getImplMethodSignature(), loader);
            Method method = find(owner, lambda.getImplMethodName(), impl);
            if (method == null) {
                return new LambdaSignature(erased.returnType(), erased.parameterArray());
            }
            Type declared = method.getGenericReturnType();
            boolean usable = isConcrete(declared) && declared != Object.class;
            return new LambdaSignature(usable ? declared : erased.returnType(), method.getGenericParameterTypes());
        } catch (ClassNotFoundException | TypeNotPresentException e) {
            throw new InvalidTypesException(
                    "The class of a lambda's body can't be loaded: " + lambda.getImplClass(), e);
        }
    }

    private static Method find(Class<?> owner, String name, MethodType signature) {
        for (Class<?> c = owner; c != null; c = c.getSuperclass()) {
            for (Method method : c.getDeclaredMethods()) {
                if (method.getName().equals(name)
                        && method.getReturnType() == signature.returnType()
                        && signature.parameterList().equals(List.of(method.getParameterTypes()))) {
                    return method;
                }
            }
        }
        return null;
    }

    private static boolean isConcrete(Type type) {
        if (type instanceof ParameterizedType parameterized) {
            for (Type argument : parameterized.getActualTypeArguments()) {
                if (!isConcrete(argument)) {
                    return false;
                }
            }
            return true;
        }
        return !(type instanceof TypeVariable<?>);
    }

    /**
     * Returns the type of the output.
     *
     * @param path empty for the result; else the position of a parameter of the function, then of type arguments in it
     * @param functionParameters the number of parameters of the function's method
     */
    Type output(int[] path, int functionParameters) {
        if (path.length == 0) {
            return checked(result);
        }
        Type type = parameters[parameters.length - functionParameters + path[0]];
        for (int i = 1; i < path.length; i++) {
            if (!(type instanceof ParameterizedType parameterized)) {
                throw missing(type);
            }
            type = TypeBindings.of(type).resolve(parameterized.getActualTypeArguments()[path[i]]);
        }
        return checked(type);
    }

    private static Type checked(Type type) {
        if (type instanceof Class<?> plain && plain.getTypeParameters().length > 0) {
            throw missing(type);
        }
        return type;
    }

    private static InvalidTypesException missing(Type type) {
        return new InvalidTypesException("the compiler leaves only '"
                + TypeBindings.rawClass(type).getSimpleName()
                + "' of the type of a lambda, without its type parameters");
    }
}
