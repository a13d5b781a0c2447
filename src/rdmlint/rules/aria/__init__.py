"""Ids and the attributes that refer to them: labels, descriptions, controls.

Browsers take the first of two equal ids and ignore references that lead nowhere, so
nothing looks broken; a screen reader then reads the wrong label, or none.
"""
