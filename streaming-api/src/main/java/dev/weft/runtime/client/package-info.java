/** How a program hears that its job has not finished. */
package dev.weft.runtime.client;
