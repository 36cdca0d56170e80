/** Functions that pick keys out of elements. Called on task threads; imports only the function root. */
package dev.weft.api.java.functions;
