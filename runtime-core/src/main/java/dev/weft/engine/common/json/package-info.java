/**
 * JSON values, their parser and formatter: {@link dev.weft.engine.common.json.Json}.
 *
 * <p>Small on purpose: it stands in the start path of the client and of the application master, where loading a
 * library costs more than all the JSON they will ever write. Pure, any thread. Imports only the JDK.
 */
package dev.weft.engine.common.json;
