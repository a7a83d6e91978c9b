const words = (text: string): readonly string[] => text.trim().split(/\s+/);

/** First names, surnames and streets from which invented people are made. */
export const WOMEN = words(`
  Adriana Alejandra Amparo Antonia Beatriz Camila Carmen Catalina Cecilia Claudia Constanza Daniela Diana Elena
  Esperanza Estela Fernanda Florencia Francisca Gabriela Gladys Graciela Inés Isabel Javiera Jimena Josefina Juliana
  Karina Laura Leonor Liliana Lorena Lucía Luz Magdalena Marcela Margarita Mariana Marisol Martina Mercedes Mónica
  Natalia Nohora Olga Paola Patricia Paulina Pilar Rebeca Rocío Rosario Sandra Sofía Soledad Susana Teresa Valentina
  Valeria Verónica Violeta Ximena Yolanda`);
export const MEN = words(`
  Abel Agustín Alberto Alejandro Álvaro Andrés Antonio Armando Bernardo Camilo Carlos César Cristóbal Daniel Darío
  Diego Edgardo Eduardo Emilio Enrique Ernesto Esteban Eugenio Felipe Fernando Gabriel Gerardo Germán Gonzalo Gustavo
  Héctor Hernán Hugo Ignacio Iván Jaime Javier Joaquín Jorge Julián Leonardo Luis Manuel Marcos Mario Martín Mauricio
  Matías Miguel Nicolás Óscar Pablo Ramiro Raúl Ricardo Roberto Rodrigo Rubén Salvador Sebastián Sergio Tomás Vicente
  Víctor`);
export const SURNAMES = words(`
  Acosta Aguilar Alarcón Álvarez Araya Arias Ávila Barrera Benavides Bravo Bustamante Cabrera Caicedo Calderón Campos
  Cárdenas Carrasco Castañeda Castillo Castro Cisneros Contreras Córdoba Correa Cortés Delgado Díaz Domínguez Escobar
  Espinoza Farías Figueroa Flores Fuentes Galindo Gallardo Gamboa García Garzón Gómez González Guerrero Gutiérrez
  Guzmán Hernández Herrera Huamán Ibáñez Jaramillo Jiménez Juárez Lara León Londoño López Luna Maldonado Márquez
  Martínez Medina Mejía Mendoza Molina Mora Morales Moreno Muñoz Navarro Núñez Ocampo Olivares Orellana Orozco Ortega
  Ospina Pacheco Palacios Paredes Parra Peña Pérez Pineda Pizarro Ponce Quintero Quiroz Quispe Ramírez Ramos Restrepo
  Reyes Rincón Ríos Rivera Robles Rodríguez Rojas Romero Rosales Ruiz Salazar Salinas Sánchez Sandoval Santana Sepúlveda
  Serrano Silva Solís Soto Suárez Tapia Toledo Torres Trujillo Urrutia Valdés Valencia Vargas Vásquez Vega Velasco Vera
  Vergara Vidal Villalobos Yáñez Zamora Zapata Zúñiga`);
export const STREETS = [
  'Los Aromos',
  'Las Acacias',
  'El Bosque',
  'La Palma',
  'Los Cedros',
  'San Martín',
  'Independencia',
  'Las Magnolias',
  'El Mirador',
  'La Alameda',
  'Los Almendros',
  'Santa Lucía',
] as const;
export const TRADES = [
  'Comercial',
  'Distribuidora',
  'Ferretería',
  'Transportes',
  'Agroservicios',
  'Constructora',
  'Panadería',
  'Textiles',
  'Repuestos',
  'Importadora',
] as const;
